// Command naql translates Arabic wire copy into checked English.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
	"sync/atomic"
	"syscall"
	"time"
	"unicode"

	"github.com/spf13/cobra"
)

func main() { os.Exit(Main()) }

// Main runs the command line of this process and returns its exit status.
func Main() int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	defer stop()
	p := &program{ctx: ctx, in: os.Stdin, out: os.Stdout, err: os.Stderr, env: os.LookupEnv}
	defer context.AfterFunc(ctx, func() {
		stop() // a second signal ends the process at once
		if !p.graceful.Load() {
			// The command may sit in a read that no context ends.
			time.Sleep(interruptWait)
			os.Exit(p.interrupted())
		}
	})()
	return p.run(os.Args[1:])
}

// interruptWait is how long a one-shot command has to end by itself.
const interruptWait = 300 * time.Millisecond

// program is one run of naql: where it reads and writes, and its settings.
type program struct {
	ctx context.Context
	in  io.Reader
	out io.Writer
	err io.Writer
	env func(string) (string, bool)

	started bool // the command line was understood
	// graceful says that the command ends by itself when the context does,
	// however long that takes.
	graceful atomic.Bool
}

// Exit statuses. They are a promise to scripts.
const (
	exitFailure     = 1
	exitUsage       = 2
	exitConfig      = 3
	exitNATS        = 4
	exitModel       = 5
	exitFindings    = 6
	exitInterrupted = 130
)

// exitError is an error with its exit status and a hint what to do.
type exitError struct {
	status int
	hint   string
	err    error
}

func (e *exitError) Error() string { return e.err.Error() }
func (e *exitError) Unwrap() error { return e.err }

// errFindings ends a command that did its work and found severe faults, which
// it has printed.
var errFindings = errors.New("critical or major findings remain")

// failf makes an exitError.
func failf(status int, hint, format string, args ...any) error {
	return &exitError{status, hint, fmt.Errorf(format, args...)}
}

// run parses the arguments, runs the command and prints what went wrong as
// one line and a hint.
func (p *program) run(args []string) int {
	root := p.root()
	root.SetArgs(args)
	root.SetIn(p.in)
	root.SetOut(p.out)
	root.SetErr(p.err)
	cmd, err := root.ExecuteContextC(p.ctx)
	if err == nil {
		return 0
	}
	status, hint := classify(err)
	if !p.started {
		status = exitUsage
	}
	if errors.Is(err, errFindings) {
		p.complain(err, "an editor has to look at them; each says where and why")
		return exitFindings
	}
	if p.ctx.Err() != nil && status != exitConfig {
		return p.interrupted()
	}
	if hint == "" && status == exitUsage {
		hint = fmt.Sprintf("%s --help", cmd.CommandPath())
	}
	p.complain(err, hint)
	return status
}

func (p *program) interrupted() int {
	fmt.Fprintln(p.err, "naql: interrupted")
	return exitInterrupted
}

// complain prints an error as one line, and what to do as another.
func (p *program) complain(err error, hint string) {
	fmt.Fprintf(p.err, "naql: %s\n", oneLine(err.Error()))
	if hint != "" {
		fmt.Fprintf(p.err, "hint: %s\n", hint)
	}
}

func (p *program) root() *cobra.Command {
	root := &cobra.Command{
		Use:     "naql",
		Version: version,
		Short:   "Translate Arabic wire copy into English that is checked against it",
		Long: `naql takes Arabic news from a NATS queue, finds the house's names in it, has a
language model translate and summarise it, proves the English against the
Arabic, repairs what failed, and publishes the result.`,
		Example: `  naql demo                        see it work, with a scripted model
  naql translate story.txt         one article, no queue
  naql serve                       queue and worker in one process
  naql submit story.txt --wait     send an article to it and wait`,
		PersistentPreRun: func(*cobra.Command, []string) { p.started = true },
		SilenceUsage:     true,
		SilenceErrors:    true,
	}
	root.CompletionOptions.HiddenDefaultCmd = false
	p.addSettings(root, "config")
	root.AddCommand(
		p.serveCommand(), p.workerCommand(), p.demoCommand(), p.translateCommand(),
		p.submitCommand(), p.resultsCommand(), p.pauseCommand(), p.resumeCommand(), p.deadCommand(), p.extractCommand(), p.checkCommand(),
		p.glossaryCommand(), p.promptsCommand(), p.doctorCommand(), p.provisionCommand(), p.healthCommand(), p.configCommand(), p.versionCommand(),
	)
	return root
}

func oneLine(s string) string {
	return strings.Join(strings.FieldsFunc(s, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) }), " ")
}
