package llm

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
)

// ModelInfo is a model as an endpoint lists it. Window is its context size in
// tokens, 0 where the endpoint does not say.
type ModelInfo struct {
	ID     string `json:"id"`
	Window int    `json:"window,omitempty"`
}

// Models lists what the endpoint offers, in its order; the request costs
// nothing. The error is an *Error, or wraps the cause of ctx.
func (c *Client) Models(ctx context.Context) ([]ModelInfo, error) {
	if fault := c.keyless(); fault != nil {
		return nil, fault
	}
	callCtx, cancel := context.WithTimeoutCause(ctx, min(c.timeout, probeTimeout), errCallTimeout)
	defer cancel()
	x := c.exchange(Request{Step: StepProbe})
	x.stop = cancel
	u := *c.base
	u.User = nil
	u.Path += "/models"
	req, err := http.NewRequestWithContext(callCtx, http.MethodGet, u.String(), nil)
	if err != nil {
		return nil, &Error{Class: BadRequest, Message: "the address of the models cannot be written"}
	}
	if name := c.prof.keyHeader; name != "" && c.secret() != "" {
		req.Header.Set(name, c.secret())
	} else if c.secret() != "" {
		req.Header.Set("Authorization", "Bearer "+c.secret())
	} else if pass, ok := c.base.User.Password(); ok {
		req.SetBasicAuth(c.base.User.Username(), pass)
	}
	var list struct {
		Data []struct {
			ID            string `json:"id"`
			MaxModelLen   int    `json:"max_model_len"`  // vLLM
			ContextLength int    `json:"context_length"` // OpenRouter
			Meta          struct {
				Ctx      int `json:"n_ctx"` // llama.cpp
				CtxTrain int `json:"n_ctx_train"`
			} `json:"meta"`
		} `json:"data"`
	}
	res, err := c.carrier.carry(x, req)
	if err == nil {
		defer res.Body.Close()
		x.status, x.got = res.StatusCode, res.Header
		x.raw, err = io.ReadAll(&lively{r: io.LimitReader(res.Body, maxBody), idle: c.idle, stop: cancel})
	}
	switch {
	case err != nil && ctx.Err() != nil:
		return nil, fmt.Errorf("list models: %w", context.Cause(ctx))
	case err != nil && callCtx.Err() != nil:
		return nil, &Error{Class: Timeout, Message: "no list of models in time", Err: errCallTimeout}
	case errors.Is(err, errUnrecorded):
		return nil, &Error{Class: Unrecorded, Message: errUnrecorded.Error()}
	case err != nil:
		return nil, &Error{Class: Unreachable, Message: c.clean(bare(err), 300)}
	case x.status/100 != 2:
		said := readTrouble(x.raw)
		if said.message == "" {
			said.message = excerpt(x.raw)
		}
		return nil, &Error{Class: classOf(x.status, said), Status: x.status, Message: c.clean(said.message, 300)}
	}
	if json.Unmarshal(x.raw, &list) != nil {
		return nil, &Error{Class: Malformed, Status: x.status, Message: "the answer is no list of models"}
	}
	var out []ModelInfo
	for _, m := range list.Data {
		info := ModelInfo{ID: c.clean(m.ID, 200), Window: max(m.MaxModelLen, m.ContextLength, m.Meta.Ctx)}
		if info.ID != "" {
			out = append(out, info)
		}
	}
	return out, nil
}
