package queue

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
)

// ErrUnreachable says that no NATS server with JetStream answered, or that it
// refused the login. Trying again later may help.
var ErrUnreachable = errors.New("NATS unreachable")

// Options are what every connection of naql needs, to the embedded server too.
// It never gives up reconnecting. It buffers nothing while disconnected,
// because a publish that was reported as failed would land later.
func Options(name string, log *slog.Logger) []nats.Option {
	return []nats.Option{
		nats.Name(name),
		nats.MaxReconnects(-1),
		nats.IgnoreAuthErrorAbort(),
		nats.ReconnectBufSize(-1),
		nats.ReconnectWait(500 * time.Millisecond),
		nats.PingInterval(20 * time.Second),
		nats.ErrorHandler(func(_ *nats.Conn, sub *nats.Subscription, err error) {
			// A denied publish shows up here and nowhere else.
			level := slog.LevelError
			if LookDenied(err) {
				level = slog.LevelDebug
			}
			log.Log(context.Background(), level, "nats", "err", err)
		}),
		nats.DisconnectErrHandler(func(_ *nats.Conn, err error) {
			if err != nil {
				log.Warn("nats disconnected", "err", err)
			}
		}),
		nats.ReconnectHandler(func(nc *nats.Conn) {
			log.Info("nats reconnected", "server", nc.ConnectedUrlRedacted())
		}),
	}
}

// Connect connects to the servers of url, comma separated. opts come after
// Options and win. Without more it gives ErrUnreachable at once where no
// server answers, as a command for a person should; with
// nats.RetryOnFailedConnect(true) it returns a connection that goes on trying,
// as a worker should.
func Connect(url, name string, log *slog.Logger, opts ...nats.Option) (*nats.Conn, error) {
	nc, err := nats.Connect(url, append(Options(name, log), opts...)...)
	if err != nil {
		return nil, fmt.Errorf("connect: %w: %w", ErrUnreachable, err)
	}
	return nc, nil
}

// reach adds ErrUnreachable to an error that means so: a deadline that passed
// without an answer as well. A context that the caller ended otherwise is
// reported as that.
func reach(ctx context.Context, err error) error {
	if cause := context.Cause(ctx); cause != nil && !errors.Is(cause, context.DeadlineExceeded) {
		return fmt.Errorf("%w: %w", cause, err)
	}
	if errors.Is(err, nats.ErrReconnectBufExceeded) {
		err = nats.ErrDisconnected // ours holds nothing back for later
	}
	for _, gone := range unreachable {
		if errors.Is(err, gone) {
			return fmt.Errorf("%w: %w", ErrUnreachable, err)
		}
	}
	return err
}

// insist makes a request up to three times, five seconds each: its answer may
// be lost with a member of a cluster that goes away.
func insist[T any](ctx context.Context, request func(context.Context) (T, error)) (v T, err error) {
	for range 3 {
		try, done := context.WithTimeout(ctx, 5*time.Second)
		v, err = request(try)
		done()
		if !errors.Is(err, context.DeadlineExceeded) || ctx.Err() != nil {
			break
		}
	}
	return v, err
}

// unreachable lists what the client says when no answer came.
var unreachable = []error{
	context.DeadlineExceeded,
	nats.ErrTimeout,
	nats.ErrNoResponders,
	nats.ErrNoServers,
	nats.ErrDisconnected,
	nats.ErrConnectionClosed,
	nats.ErrConnectionReconnecting,
	jetstream.ErrNoStreamResponse,
	jetstream.ErrJetStreamNotEnabled,
	jetstream.ErrJetStreamNotEnabledForAccount,
}

// conflicted reports whether a guarded publish lost to another writer.
// Replicated streams say so with a code of their own.
func conflicted(err error) bool {
	return apiCode(err) == jetstream.JSErrCodeStreamWrongLastSequence ||
		apiCode(err) == jetstream.JSErrCodeStreamWrongLastSequenceConstant
}

// apiCode is the server's code for an error, 0 where it has none.
func apiCode(err error) jetstream.ErrorCode {
	var api *jetstream.APIError
	if errors.As(err, &api) {
		return api.ErrorCode
	}
	var js jetstream.JetStreamError
	if errors.As(err, &js) && js.APIError() != nil {
		return js.APIError().ErrorCode
	}
	return 0
}

// Codes of the server that the client library has no name for.
const (
	codeMessageTooLarge jetstream.ErrorCode = 10054
	codeHeaderTooLarge  jetstream.ErrorCode = 10097
	codeStreamFull      jetstream.ErrorCode = 10077
	codeNoStorage       jetstream.ErrorCode = 10047
	codeInsufficient    jetstream.ErrorCode = 10023
	codeNoMessage       jetstream.ErrorCode = 10043
)
