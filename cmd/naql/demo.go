package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"os/signal"
	"strings"
	"syscall"
	"unicode/utf8"

	"github.com/nats-io/nats.go"
	"github.com/spf13/cobra"

	"naql/article"
	"naql/glossary"
	"naql/llm"
	"naql/llm/llmfake"
	"naql/prompts"
	"naql/queue"
	"naql/samples"
	"naql/worker"
)

func (p *program) demoCommand() *cobra.Command {
	var once bool
	var output outputFlag
	c := &cobra.Command{
		Use:   "demo",
		Short: "See naql work on sample stories, with a scripted model",
		Long: `Starts naql serve in a temporary folder, sends it sample stories and shows what
the checks caught in the model's first drafts and how it was put right.

The model is scripted: its English was written beforehand, faults included. No
key is needed and nothing leaves this machine.`,
		Example: `  naql demo
  naql demo --once
  naql demo --once --record recording && naql demo --once --replay recording`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error { return p.demo(c, once, output.json()) },
	}
	output.add(c)
	p.addSettings(c, "style")
	c.Flags().String("record", "", "folder in which every exchange with the scripted model is kept")
	c.Flags().String("replay", "", "folder of such a recording, which answers in the model's place")
	c.Flags().BoolVar(&once, "once", false, "end when the results are there")
	return c
}

// demo runs a node of its own in a folder that goes with it.
func (p *program) demo(c *cobra.Command, once, asJSON bool) error {
	p.graceful.Store(true)
	signal.Ignore(syscall.SIGPIPE) // the folder goes with the demo, whoever stops reading
	folder, err := os.MkdirTemp("", "naql-demo-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(folder)
	cfg, err := demoConfig(folder, c)
	if err != nil {
		return err
	}
	model, closeModel, err := scriptedModel(cfg)
	if err != nil {
		return err
	}
	defer closeModel()
	log := slog.New(slog.DiscardHandler)
	n := &node{cfg: cfg, log: log, endpoints: []worker.Endpoint{{Name: "scripted", Model: model}}, prompts: prompts.Default(), glossary: glossary.Starter()}
	return n.run(c.Context(), func(ctx context.Context) error { return p.showDemo(ctx, n, once, asJSON) })
}

// demoConfig is the default configuration in the demo's folder, with what the
// flags say: whatever the user has set elsewhere stays out of it.
func demoConfig(folder string, c *cobra.Command) (Config, error) {
	cfg := defaults()
	for _, name := range []string{"style", "record", "replay"} {
		if text := c.Flags().Lookup(name).Value.String(); text != "" {
			cfg.values[name] = value{text, "--" + name}
		}
	}
	cfg.values["data"] = value{folder, "demo"}
	return cfg, cfg.validate()
}

// scriptedModel starts the fake endpoint on a free loopback port, and a real
// client for it.
func scriptedModel(cfg Config) (*llm.Client, func(), error) {
	raw, err := samples.Files.ReadFile("model.json")
	if err != nil {
		return nil, nil, err
	}
	script, err := llmfake.Read(bytes.NewReader(raw))
	if err != nil {
		return nil, nil, err
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, nil, err
	}
	server := &http.Server{Handler: llmfake.New(script)}
	go server.Serve(l) // ends when the server is closed
	client, err := llm.New(llm.Config{BaseURL: "http://" + l.Addr().String() + "/v1", Model: "scripted", Profile: "generic", Format: "json", Record: cfg.text("record"), Replay: cfg.text("replay"), Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		server.Close()
		return nil, nil, err
	}
	return client, func() { server.Close() }, nil
}

const demoIntro = `naql demo: four sample stories through a real queue and a real worker.

The model is SCRIPTED: its English was written beforehand, with faults in its
first drafts for the checks to catch. With a real model, hosted or your own:

    OPENAI_API_KEY=... naql serve
    OPENAI_BASE_URL=http://127.0.0.1:11434/v1 NAQL_MODEL=gemma4:12b naql serve

and then naql submit YOUR-STORY.txt --wait in another terminal.

`

// showDemo submits the stories and prints each result, as JSON lines or for
// people to read.
func (p *program) showDemo(ctx context.Context, n *node, once, asJSON bool) error {
	if !asJSON {
		fmt.Fprint(p.out, demoIntro)
		if from := n.cfg.text("replay"); from != "" {
			fmt.Fprintf(p.out, "This is a REPLAY: nothing is asked, the recording in %s answers.\n\n", from)
		}
	}
	sent, err := submitSamples(ctx, n.queue)
	if err != nil {
		return err
	}
	var total tally
	for i, seq := range sent {
		end, err := n.queue.Await(ctx, seq)
		if err != nil {
			return err
		}
		if end.Result == nil {
			return fmt.Errorf("sample %s came to no result: %s", samples.Stories[i].File, end.End)
		}
		if asJSON {
			if err := printLine(p.out, end.Result); err != nil {
				return err
			}
			continue
		}
		printDemo(p.out, samples.Stories[i], *end.Result)
		total.add(*end.Result)
	}
	if !asJSON {
		fmt.Fprintln(p.out, total)
	}
	if once {
		return nil
	}
	fmt.Fprintf(p.err, demoGoesOn, n.cfg.text("data"))
	<-ctx.Done()
	return nil
}

const demoGoesOn = `
It goes on running until Ctrl-C. In another terminal:
    export NAQL_DATA=%s
    naql results --format text
    naql glossary match samples/hawi-page.txt
`

// submitSamples puts the stories on the queue.
func submitSamples(ctx context.Context, q *queue.Queue) ([]uint64, error) {
	var sent []uint64
	for _, story := range samples.Stories {
		raw, err := samples.Files.ReadFile(story.File)
		if err != nil {
			return nil, err
		}
		seq, err := q.Submit(ctx, story.Lane, "naql-samples", raw, nats.Header{"Content-Type": {story.ContentType}})
		if err != nil {
			return nil, err
		}
		sent = append(sent, seq)
	}
	return sent, nil
}

// printDemo shows one result: what was caught, what became of it, the text.
func printDemo(w io.Writer, story samples.Story, r article.Result) {
	fmt.Fprintf(w, "── %s  (%s, lane %s)  %s\n", story.File, story.ContentType, r.Lane, strings.ToUpper(string(r.State)))
	fmt.Fprint(w, indent(r.Report(), 1000))
	fmt.Fprint(w, indent("\n", textWidth))
	fmt.Fprint(w, indent(r.Text(), textWidth))
	fmt.Fprintln(w)
}

// tally counts what the demo showed.
type tally struct{ articles, calls, fixed, open, terms int }

func (t *tally) add(r article.Result) {
	t.articles++
	t.calls += r.Provenance.Calls
	t.terms += len(r.Terms)
	for _, f := range r.Findings {
		switch f.State {
		case article.Fixed:
			t.fixed++
		case article.Open:
			t.open++
		}
	}
}

func (t tally) String() string {
	return fmt.Sprintf("%d articles, %d model calls, %d names proved: %d faults caught and put right, %d left for an editor.",
		t.articles, t.calls, t.terms, t.fixed, t.open)
}

// textWidth is where the demo breaks the lines of a story, in characters.
const textWidth = 92

// indent sets a text off by a bar, its lines broken at spaces.
func indent(s string, width int) string {
	var b strings.Builder
	for line := range strings.Lines(s) {
		line = strings.TrimRight(line, "\n")
		for utf8.RuneCountInString(line) > width {
			at := strings.LastIndexByte(line[:width], ' ')
			if at <= 0 {
				break
			}
			b.WriteString("   │ " + line[:at] + "\n")
			line = line[at+1:]
		}
		b.WriteString(strings.TrimRight("   │ "+line, " ") + "\n")
	}
	return b.String()
}
