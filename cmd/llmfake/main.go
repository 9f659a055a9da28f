// Command llmfake serves a scripted, OpenAI-compatible endpoint: a fake for
// demonstrations and tests, not a model.
//
//	llmfake -script stories.json -listen 127.0.0.1:11500
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/signal"
	"syscall"
	"time"

	"naql/llm/llmfake"
)

func main() {
	script := flag.String("script", "", "JSON `file` with the stories to answer from")
	listen := flag.String("listen", "127.0.0.1:11500", "`address` to listen on; port 0 takes a free one")
	delay := flag.Duration("delay", 0, "wait before each answer")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, os.Stdout, *script, *listen, *delay); err != nil {
		fmt.Fprintln(os.Stderr, "llmfake:", err)
		os.Exit(1)
	}
}

// run prints the address to out and serves until ctx ends. An empty script
// name answers every segment with the placeholder.
func run(ctx context.Context, out io.Writer, script, listen string, delay time.Duration) error {
	var stories llmfake.Script
	if script != "" {
		var err error
		if stories, err = llmfake.Load(script); err != nil {
			return err
		}
	}
	l, err := net.Listen("tcp", listen)
	if err != nil {
		return err
	}
	fake := llmfake.New(stories)
	fake.Delay = delay
	srv := &http.Server{Handler: fake, ReadHeaderTimeout: 10 * time.Second}
	fmt.Fprintf(out, "http://%s/v1\n", l.Addr())
	defer context.AfterFunc(ctx, func() { srv.Close() })()
	if err := srv.Serve(l); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}
