// Command bench prints the figures of a build: start-up, size, the demo, and
// CPU and memory per article beside a plain script that only calls the model
// and publishes. Both work through the same articles from a NATS server and a
// scripted endpoint that answers at once, both on loopback in this process.
package main

import (
	"context"
	"flag"
	"fmt"
	"log"
	"os"
	"os/exec"
	"slices"
	"strings"
	"time"

	"github.com/nats-io/nats.go"

	"naql/queue"
)

func main() {
	naql := flag.String("naql", "bin/naql", "the naql binary")
	script := flag.String("script", "bin/plainscript", "the plain script's binary")
	articles := flag.Int("articles", 500, "articles for each")
	onlyTrouble := flag.Bool("trouble", false, "the figures before an endpoint in trouble, and no others")
	only := flag.String("only", "", "one of the figures of -trouble: firstcalls, capacity, storm, overhead")
	flag.Parse()
	if *onlyTrouble {
		missed, err := trouble(*naql, *only)
		if err != nil {
			log.Fatal(err)
		}
		if missed {
			os.Exit(1)
		}
		return
	}
	if err := run(*naql, *script, *articles); err != nil {
		log.Fatal(err)
	}
}

func run(naql, script string, articles int) error {
	info, err := os.Stat(naql)
	if err != nil {
		return err
	}
	start, err := median(11, naql, "version")
	if err != nil {
		return err
	}
	demo, err := median(3, naql, "demo", "--once")
	if err != nil {
		return err
	}
	fmt.Printf("naql version         %6.1f ms  (under 50)\n", start.Seconds()*1000)
	fmt.Printf("binary               %6.1f MB  (under 60)\n", float64(info.Size())/1e6)
	fmt.Printf("naql demo --once     %6.2f s   (under 5)\n\n", demo.Seconds())

	fmt.Printf("%d articles of 700 Arabic words, a model that answers at once:\n", articles)
	fmt.Printf("%-14s %12s %14s %10s\n", "", "articles/s", "CPU ms/article", "peak MB")
	for _, c := range []contender{
		{"plain script", script, nil, "plain.out"},
		{"naql worker", naql, workerArgs, "naql.out.en.clean.>"},
	} {
		m, err := c.measure(articles)
		if err != nil {
			return fmt.Errorf("%s: %w", c.name, err)
		}
		fmt.Printf("%-14s %12.0f %14.2f %10.0f\n", c.name, m.rate, m.cpu.Seconds()*1000/float64(articles), m.peak)
	}
	return flow(naql)
}

var workerArgs = []string{"worker", "--profile", "generic", "--reply", "json", "--log", "error"}

// median is the middle wall time of n runs of a command.
func median(n int, name string, args ...string) (time.Duration, error) {
	var took []time.Duration
	for range n {
		started := time.Now()
		if out, err := exec.Command(name, args...).CombinedOutput(); err != nil {
			return 0, fmt.Errorf("%s %v: %w\n%s", name, args, err, out)
		}
		took = append(took, time.Since(started))
	}
	slices.Sort(took)
	return took[n/2], nil
}

// contender is a program that works through the queue, and the subject on
// which it publishes.
type contender struct {
	name, binary string
	args         []string
	out          string
}

type measured struct {
	rate float64
	cpu  time.Duration
	peak float64 // MB
}

// measure runs the contender against a server and an endpoint of its own
// until every article is published.
func (c contender) measure(articles int) (measured, error) {
	r, err := newRig(articles, nil)
	if err != nil {
		return measured{}, err
	}
	defer r.close()
	for n := range articles {
		if err := r.submit(queue.Routine, n); err != nil {
			return measured{}, err
		}
	}
	return c.run(r, articles)
}

// run starts the contender and waits for its last article.
func (c contender) run(r *rig, articles int) (measured, error) {
	published := make(chan struct{}, articles)
	sub, err := r.nc.Subscribe(c.out, func(*nats.Msg) { published <- struct{}{} })
	if err != nil {
		return measured{}, err
	}
	defer sub.Unsubscribe()
	started := time.Now()
	cmd, err := r.start(c.binary, c.args...)
	if err != nil {
		return measured{}, err
	}
	for n := range articles {
		select {
		case <-published:
		case <-r.ctx.Done():
			return measured{}, fmt.Errorf("%d of %d articles published: %w", n, articles, context.Cause(r.ctx))
		}
	}
	took := time.Since(started)
	peak := peakOf(cmd.Process.Pid)
	if err := stop(cmd); err != nil {
		return measured{}, err
	}
	return measured{
		rate: float64(articles) / took.Seconds(),
		cpu:  cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime(),
		peak: peak,
	}, nil
}

// peakOf is the most memory in MB that a process has had; 0 where the system
// does not say. What wait4 reports is no use: a process begins with the peak of
// the one that started it, and that is this one, with its server.
func peakOf(pid int) float64 {
	status, _ := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	_, line, _ := strings.Cut(string(status), "VmHWM:")
	var kB float64
	fmt.Sscan(line, &kB)
	return kB / 1e3
}
