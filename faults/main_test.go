package faults

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

// naql is the binary under test.
var naql string

func TestMain(m *testing.M) {
	if os.Getenv("NAQL_FAULTS_BROKER") != "" {
		beBroker()
		return
	}
	os.Exit(run(m))
}

func run(m *testing.M) int {
	folder, err := os.MkdirTemp("", "naql-faults-")
	if err != nil {
		panic(err)
	}
	defer os.RemoveAll(folder)
	if naql = os.Getenv("NAQL_BIN"); naql == "" {
		naql = filepath.Join(folder, "naql")
		if out, err := exec.Command("go", "build", "-o", naql, "naql/cmd/naql").CombinedOutput(); err != nil {
			panic(fmt.Sprintf("%v: %s", err, out))
		}
	}
	status := m.Run()
	if table := rows.table(); mode() != "" {
		fmt.Println(table)
		if path := os.Getenv("NAQL_FAULTS_TABLE"); path != "" {
			if err := os.WriteFile(path, []byte(table), 0o644); err != nil {
				panic(err)
			}
		}
	}
	return status
}

// mode is "", "short" or "long".
func mode() string { return os.Getenv("NAQL_FAULTS") }

// long is how much of something a scenario takes: the first number with make
// faults, the second with make soak.
func long(short, long int) int {
	if mode() == "long" {
		return long
	}
	return short
}

// scenario runs one scenario in a world of its own. A quick one runs with go
// test as well.
func scenario(t *testing.T, number, title string, quick bool, play func(*world)) {
	t.Helper()
	if !quick && mode() == "" {
		t.Skip("make faults runs it")
	}
	t.Parallel()
	places <- struct{}{}
	defer func() { <-places }()
	seed := uint64(time.Now().UnixNano())
	t.Logf("seed %d", seed)
	// Not a deadline: requests to a broker whose answers are lost have one of
	// their own only where there is no other.
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	defer time.AfterFunc(15*time.Minute, cancel).Stop()
	w := &world{T: t, ctx: ctx, random: rand.New(rand.NewPCG(seed, 0)), row: row{number: number, title: title, seed: seed}}
	w.model = newModel(t)
	w.broker = startBroker(t)
	defer func() { // a scenario that gave up has its row as well
		w.row.failed = t.Failed()
		rows.add(w.row)
	}()
	play(w)
}

// places bounds how many worlds there are at once: they measure times.
var places = make(chan struct{}, 3)

// row is what one run of a scenario came to.
type row struct {
	number, title               string
	seed                        uint64
	inputs, lost, doubled, back int
	dead, calls                 int // calls is the most for one key
	recovery                    time.Duration
	failed                      bool
}

// record collects rows.
type record struct {
	mu   sync.Mutex
	rows []row
}

var rows record

func (r *record) add(one row) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.rows = append(r.rows, one)
}

// table is the rows in Markdown, the runs of one scenario in one line.
func (r *record) table() string {
	r.mu.Lock()
	defer r.mu.Unlock()
	byTitle := map[string][]row{}
	for _, one := range r.rows {
		n := 999 // those without a number come last
		fmt.Sscan(strings.TrimRight(one.number, "bc"), &n)
		key := fmt.Sprintf("%03d|%s|%s", n, one.number, one.title)
		byTitle[key] = append(byTitle[key], one)
	}
	keys := make([]string, 0, len(byTitle))
	for key := range byTitle {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	var b strings.Builder
	b.WriteString("| | scenario | runs | inputs | lost | doubled | backwards | dead | most paid calls | recovery | |\n|---|---|---|---|---|---|---|---|---|---|---|\n")
	for _, key := range keys {
		var sum row
		runs := byTitle[key]
		for _, one := range runs {
			sum.inputs += one.inputs
			sum.lost += one.lost
			sum.doubled += one.doubled
			sum.back += one.back
			sum.dead += one.dead
			sum.calls = max(sum.calls, one.calls)
			sum.recovery = max(sum.recovery, one.recovery)
			sum.failed = sum.failed || one.failed
		}
		recovery, verdict := "", "ok"
		if sum.recovery > 0 {
			recovery = fmt.Sprintf("%.1f s", sum.recovery.Seconds())
		}
		if sum.failed {
			verdict = "FAILED"
		}
		_, key, _ := strings.Cut(key, "|")
		number, title, _ := strings.Cut(key, "|")
		fmt.Fprintf(&b, "| %s | %s | %d | %d | %d | %d | %d | %d | %d | %s | %s |\n", number, title,
			len(runs), sum.inputs, sum.lost, sum.doubled, sum.back, sum.dead, sum.calls, recovery, verdict)
	}
	return b.String()
}
