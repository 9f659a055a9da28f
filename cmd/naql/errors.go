package main

import (
	"context"
	"errors"
	"net/url"
	"strings"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"naql/article"
	"naql/glossary"
	"naql/llm"
	"naql/prompts"
	"naql/queue"
	"naql/queue/embedded"
	"naql/worker"
)

// classify gives an error its exit status and, where it can, a hint.
func classify(err error) (status int, hint string) {
	if e, ok := errors.AsType[*exitError](err); ok {
		return e.status, e.hint
	}
	if e, ok := errors.AsType[*article.InvalidError](err); ok {
		return exitFailure, e.Hint
	}
	if e, ok := errors.AsType[*llm.ConfigError](err); ok {
		return exitConfig, e.Hint
	}
	if _, ok := errors.AsType[*prompts.FileError](err); ok {
		return exitConfig, "mend the file; naql prompts export DIR writes the built-in templates"
	}
	if _, ok := errors.AsType[*glossary.FileError](err); ok {
		return exitConfig, "mend the file; naql glossary export shows the form, naql glossary lint finds what else is wrong"
	}
	if errors.Is(err, llm.ErrNoKey) {
		return exitConfig, "set OPENAI_API_KEY or OPENAI_API_KEY_FILE, or OPENAI_BASE_URL for an endpoint of your own; naql demo needs neither"
	}
	if e, ok := errors.AsType[*worker.ReplyError](err); ok && e.Class() == string(llm.Unrecorded) {
		return exitFailure, "the article, the prompts, the glossary or the model are not those of the recording; record anew"
	}
	if _, ok := errors.AsType[*worker.ReplyError](err); ok {
		return exitFailure, "try again, or another NAQL_MODEL; where the endpoint answers with a web page, check OPENAI_BASE_URL"
	}
	if _, ok := errors.AsType[*queue.ConfigError](err); ok {
		return exitConfig, "mend it with the nats tool, or remove it where its content is of no use: naql makes it anew"
	}
	if _, ok := errors.AsType[*queue.MissingError](err); ok {
		return exitConfig, "run naql provision once with a login that may make them, such as the provisioner of deploy/nats"
	}
	if e, ok := errors.AsType[*llm.Error](err); ok {
		return modelStatus(e)
	}
	if status, hint := tlsTrouble(err); status != 0 {
		return status, hint
	}
	switch {
	case errors.Is(err, queue.ErrLane), errors.Is(err, queue.ErrSource):
		return exitUsage, ""
	case errors.Is(err, embedded.ErrListen):
		return exitConfig, "choose another address with NAQL_NATS_LISTEN"
	case errors.Is(err, queue.ErrFull):
		return exitFailure, "the queue takes no more until workers have made room"
	case errors.Is(err, context.Canceled):
		return exitInterrupted, ""
	case errors.Is(err, nats.ErrAuthorization):
		return exitNATS, "check NATS_USER and NATS_PASSWORD, NATS_TOKEN, NATS_CREDS or NATS_NKEY, or the context"
	case errors.Is(err, nats.ErrPermissionViolation):
		return exitNATS, "give the NATS user this permission, or use another login: deploy/nats has one for each role"
	case errors.Is(err, nats.ErrNoResponders), errors.Is(err, jetstream.ErrNoStreamResponse), errors.Is(err, jetstream.ErrJetStreamNotEnabled), errors.Is(err, jetstream.ErrJetStreamNotEnabledForAccount):
		return exitNATS, "the server answers but has no JetStream, or not the stream: start it with -js or a jetstream block, run naql provision"
	case errors.Is(err, queue.ErrUnreachable):
		return exitNATS, "check NATS_URL, or start naql serve and leave it unset"
	case errors.Is(err, embedded.ErrInUse):
		return exitFailure, "another naql uses this folder; stop it or set NAQL_DATA to another one"
	case errors.Is(err, embedded.ErrUnusable):
		return exitFailure, "make the folder writable or set NAQL_DATA to another one"
	}
	return exitFailure, ""
}

// modelStatus tells trouble with the endpoint from trouble with one reply.
func modelStatus(e *llm.Error) (int, string) {
	switch e.Class {
	case llm.Auth:
		return exitModel, "check OPENAI_API_KEY and that it belongs to OPENAI_BASE_URL"
	case llm.Quota:
		return exitModel, "the account behind the key has no credit left; add some or use another key"
	case llm.ModelMissing:
		return exitModel, "set NAQL_MODEL to a model that the endpoint offers, and check OPENAI_BASE_URL: most end in /v1"
	case llm.UnsupportedParameter:
		return exitModel, "set NAQL_REPLY=tagged, which asks nothing special of an endpoint, or NAQL_PROFILE to its kind"
	case llm.Unreachable, llm.Timeout:
		return exitModel, "check OPENAI_BASE_URL and that the endpoint is up"
	case llm.RateLimit, llm.Server:
		return exitModel, "the endpoint has trouble; try again later"
	}
	return exitFailure, ""
}

// withoutSecrets shows addresses, comma separated, without what may be a
// secret in them: login, token and query.
func withoutSecrets(text string) string {
	if text == "" {
		return ""
	}
	parts := strings.Split(text, ",")
	for i, part := range parts {
		u, err := parseAddress(part)
		switch {
		case err != nil:
			parts[i] = "(not a URL)"
		case u.User != nil || u.RawQuery != "":
			if u.User != nil {
				u.User = url.User("xxxxx")
			}
			if u.RawQuery != "" {
				u.RawQuery = "xxxxx"
			}
			parts[i] = u.String()
		}
	}
	return strings.Join(parts, ",")
}

// parseAddress reads a URL; without a scheme it is a NATS server's.
func parseAddress(text string) (*url.URL, error) {
	if text = strings.TrimSpace(text); !strings.Contains(text, "://") {
		text = "nats://" + text
	}
	u, err := url.Parse(text)
	if err == nil && u.Host == "" {
		err = errors.New("no host")
	}
	return u, err
}
