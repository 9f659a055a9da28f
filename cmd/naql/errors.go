package main

import (
	"context"
	"errors"
	"net/url"

	"naql/article"
	"naql/glossary"
	"naql/llm"
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
	if e, ok := errors.AsType[*glossary.FileError](err); ok {
		return exitConfig, "naql glossary lint " + e.File + " shows every fault"
	}
	if errors.Is(err, llm.ErrNoKey) {
		return exitConfig, "set OPENAI_API_KEY or OPENAI_API_KEY_FILE, or OPENAI_BASE_URL for an endpoint of your own; naql demo needs neither"
	}
	if _, ok := errors.AsType[*worker.ReplyError](err); ok {
		return exitFailure, "the model gave nothing that can be used: try again, or another NAQL_MODEL"
	}
	if _, ok := errors.AsType[*queue.ConfigError](err); ok {
		return exitConfig, "mend it with the nats tool, or remove it where its content is of no use: naql makes it anew"
	}
	if e, ok := errors.AsType[*llm.Error](err); ok {
		return modelStatus(e)
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
		return exitModel, "set NAQL_MODEL to a model that the endpoint offers"
	case llm.Unreachable, llm.Timeout:
		return exitModel, "check OPENAI_BASE_URL and that the endpoint is up"
	case llm.RateLimit, llm.Server:
		return exitModel, "the endpoint has trouble; try again later"
	}
	return exitFailure, ""
}

// withoutPassword hides the password of a URL; a text that is no URL comes
// back as it is, unless it could hold one.
func withoutPassword(text string) string {
	u, err := url.Parse(text)
	if err != nil {
		return "(not a URL)"
	}
	return u.Redacted()
}
