package queue

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/nats-io/nats.go"

	"naql/glossary"
)

// names is a glossary of one spokesman, whose English is given, and of as many
// cities more.
func names(t testing.TB, english string, cities int) *glossary.Glossary {
	t.Helper()
	terms := []glossary.Term{{ID: "spokesman", Arabic: "نيد برايس", English: english, Type: glossary.TypePerson, Note: "ours"}}
	letters := []rune("بتثجحخدذرزسشصضطظعغفقكلمنه")
	for i := range cities {
		word := make([]rune, 0, 8)
		for n := i; len(word) < 8; n /= len(letters) {
			word = append(word, letters[n%len(letters)])
		}
		terms = append(terms, glossary.Term{
			ID: fmt.Sprint("city-", i), Arabic: string(word) + " " + string(word[:4]), Variants: []string{string(word[4:]) + string(word[:4])},
			English: fmt.Sprint("City ", i), First: fmt.Sprint("the city of City ", i), Type: glossary.TypePlace,
		})
	}
	g, err := glossary.New(terms)
	if err != nil {
		t.Fatal(err)
	}
	return g
}

func publishGlossary(t testing.TB, q *Queue, g *glossary.Glossary) GlossaryVersion {
	t.Helper()
	_, after, err := q.Glossary(t.Context(), "")
	if err != nil && !errors.Is(err, ErrNoGlossary) && !errors.Is(err, ErrGlossaryBroken) {
		t.Fatal(err)
	}
	v, err := q.PublishGlossary(t.Context(), g, Imprint{By: "desk@test"}, after)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// versions lists the English of the spokesman in each version that is kept,
// the current one first.
func versions(t *testing.T, q *Queue) string {
	t.Helper()
	all, err := q.GlossaryVersions(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, v := range all {
		g, _, err := q.Glossary(t.Context(), v.Hash)
		if err != nil {
			t.Fatal(err)
		}
		if g.Hash() != v.Hash {
			t.Errorf("%s read as %s", v.Hash, g.Hash())
		}
		out = append(out, english(g))
	}
	return strings.Join(out, " ")
}

func english(g *glossary.Glossary) string {
	if g == nil {
		return "none"
	}
	t, _ := g.Lookup("spokesman")
	return t.English
}

func TestGlossaryVersions(t *testing.T) {
	t.Parallel()
	q := newQueue(t)
	if _, _, err := q.Glossary(t.Context(), ""); !errors.Is(err, ErrNoGlossary) {
		t.Errorf("before the first: %v", err)
	}
	wantEqual(t, "before the first", versions(t, q), "")

	a := publishGlossary(t, q, names(t, "A", 3))
	b := publishGlossary(t, q, names(t, "B", 3))
	wantEqual(t, "two", versions(t, q), "B A")
	wantEqual(t, "previous", b.Previous, a.Hash)

	wantEqual(t, "the same again", publishGlossary(t, q, names(t, "B", 3)), b)
	back := publishGlossary(t, q, names(t, "A", 3))
	wantEqual(t, "back", versions(t, q), "A B")
	wantEqual(t, "previous", back.Previous, b.Hash)

	for _, hash := range []string{"0123", "*", ">", "a b", "../x"} {
		if _, _, err := q.Glossary(t.Context(), hash); !errors.Is(err, ErrNoGlossary) {
			t.Errorf("version %q: %v", hash, err)
		}
	}
}

// Notes are kept and reach other processes, though no result depends on them.
func TestGlossaryNotes(t *testing.T) {
	t.Parallel()
	q := newQueue(t)
	first := publishGlossary(t, q, names(t, "A", 0))
	terms := names(t, "A", 0).Terms()
	terms[0].Note = "ours, since 2021"
	g, err := glossary.New(terms)
	if err != nil {
		t.Fatal(err)
	}
	v := publishGlossary(t, q, g)
	wantEqual(t, "hash", v.Hash, first.Hash)
	wantEqual(t, "versions", versions(t, q), "A")
	got, _, err := q.Glossary(t.Context(), "")
	if err != nil {
		t.Fatal(err)
	}
	wantEqual(t, "note", got.Terms()[0].Note, terms[0].Note)
}

// Of importers at the same time one wins, and the others are told.
func TestGlossaryRace(t *testing.T) {
	t.Parallel()
	q := newQueue(t)
	for round, after := 0, (GlossaryVersion{}); round < 3; round++ {
		var won atomic.Value
		var moved atomic.Int32
		var all sync.WaitGroup
		for i := range 6 {
			g := names(t, fmt.Sprint("R", round, "I", i), 5)
			all.Go(func() {
				_, err := q.PublishGlossary(t.Context(), g, Imprint{}, after)
				switch {
				case err == nil && won.CompareAndSwap(nil, g.Hash()):
				case errors.Is(err, ErrGlossaryMoved):
					moved.Add(1)
				default:
					t.Errorf("importer %d: %v", i, err)
				}
			})
		}
		all.Wait()
		_, v, err := q.Glossary(t.Context(), "")
		if err != nil {
			t.Fatal(err)
		}
		wantEqual(t, "current", v.Hash, won.Load())
		wantEqual(t, "told", moved.Load(), 5)
		after = v
	}
	all, err := q.GlossaryVersions(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	wantEqual(t, "versions", len(all), 3)
}

// An importer that dies before the pointer moves has changed nothing, and what
// it left goes with a later import.
func TestGlossaryImportCutOff(t *testing.T) {
	t.Parallel()
	q := newQueue(t)
	publishGlossary(t, q, names(t, "A", 3))
	for _, left := range []string{"part.f00d.0", "part.f00d.1"} {
		if _, err := q.glossaries.Put(t.Context(), left, []byte("half")); err != nil {
			t.Fatal(err)
		}
	}
	wantEqual(t, "after it died", versions(t, q), "A")
	publishGlossary(t, q, names(t, "B", 3))
	wantEqual(t, "left for an hour", parts(t, q), 4)
	time.Sleep(2 * time.Millisecond)
	v := publishGlossary(t, q, names(t, "C", 3))
	if err := q.sweepGlossaries(t.Context(), v, retention{former: 10, part: time.Millisecond}); err != nil {
		t.Fatal(err)
	}
	wantEqual(t, "then", parts(t, q), 3)
	wantEqual(t, "versions", versions(t, q), "C B A")
}

func parts(t *testing.T, q *Queue) int {
	t.Helper()
	all, err := q.glossaryEntries(t.Context(), partKey+">")
	if err != nil {
		t.Fatal(err)
	}
	return len(all)
}

// Former versions are bounded; the current one stays however old it is.
func TestGlossaryVersionsAreBounded(t *testing.T) {
	t.Parallel()
	q := newQueue(t)
	var v GlossaryVersion
	for i := range 16 {
		v = publishGlossary(t, q, names(t, fmt.Sprint(i), 0))
	}
	for _, step := range []struct {
		keep retention
		want string
	}{
		{kept, "15 14 13 12 11 10 9 8 7 6 5 4 3 2 1 0"},
		{retention{former: 10, age: time.Hour, stored: 14 * v.Stored}, "15 14 13 12 11 10 9 8 7 6 5 4 3 2 1"},
		{retention{former: 10, stored: 1 << 20}, "15 14 13 12 11 10 9 8 7 6 5"},
		{retention{}, "15"},
	} {
		if err := q.sweepGlossaries(t.Context(), v, step.keep); err != nil {
			t.Fatal(err)
		}
		wantEqual(t, fmt.Sprintf("%+v", step.keep), versions(t, q), step.want)
	}
	wantEqual(t, "parts", parts(t, q), 1)
	s, err := q.js.Stream(t.Context(), q.glossaryBucket().Name)
	if err != nil {
		t.Fatal(err)
	}
	wantEqual(t, "messages", s.CachedInfo().State.Msgs, 2)
}

// What is not as it was published is never taken, and a new version mends it.
func TestBrokenGlossary(t *testing.T) {
	t.Parallel()
	overwrite := func(key string, value []byte) func(*testing.T, *Queue) {
		return func(t *testing.T, q *Queue) {
			if _, err := q.glossaries.Put(t.Context(), key, value); err != nil {
				t.Fatal(err)
			}
		}
	}
	other, err := packTerms(names(t, "X", 3).Terms())
	if err != nil {
		t.Fatal(err)
	}
	later := GlossaryVersion{Schema: "naql.glossary/9"}
	content := func(q *Queue) string {
		v, err := q.CurrentGlossary(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		return v.part(0)
	}
	for name, spoil := range map[string]func(*testing.T, *Queue){
		"garbage":      func(t *testing.T, q *Queue) { overwrite(content(q), []byte("garbage"))(t, q) },
		"other terms":  func(t *testing.T, q *Queue) { overwrite(content(q), other.data)(t, q) },
		"cut off":      func(t *testing.T, q *Queue) { overwrite(content(q), other.data[:len(other.data)/2])(t, q) },
		"empty":        func(t *testing.T, q *Queue) { overwrite(content(q), nil)(t, q) },
		"no part":      func(t *testing.T, q *Queue) { _ = q.glossaries.Delete(t.Context(), content(q)) },
		"no pointer":   overwrite(currentKey, []byte("{")),
		"later naql":   overwrite(currentKey, later.json()),
		"another hash": func(t *testing.T, q *Queue) { spoilHash(t, q) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			q := newQueue(t)
			publishGlossary(t, q, names(t, "A", 3))
			live := q.LiveGlossary(names(t, "own", 0), "")
			wantEqual(t, "whole", english(live.Current(t.Context())), "A")
			publishGlossary(t, q, names(t, "B", 3))
			spoil(t, q)
			if _, _, err := q.Glossary(t.Context(), ""); !errors.Is(err, ErrGlossaryBroken) {
				t.Errorf("read: %v", err)
			}
			all, err := q.GlossaryVersions(t.Context())
			former := all[len(all)-1]
			if pointer := name == "no pointer" || name == "later naql"; errors.Is(err, ErrGlossaryBroken) != pointer || pointer && len(all) != 1 {
				t.Errorf("versions: %v, %v", all, err)
			}
			if g, _, err := q.Glossary(t.Context(), former.Hash); err != nil || english(g) != "A" {
				t.Errorf("the version before: %v, %v", g, err)
			}
			wantEqual(t, "broken", english(live.Current(t.Context())), "A")
			fresh := q.LiveGlossary(names(t, "own", 0), "")
			wantEqual(t, "a worker that starts", english(fresh.Current(t.Context())), "none")

			publishGlossary(t, q, names(t, "C", 3))
			fresh.rest, live.rest = time.Time{}, time.Time{}
			wantEqual(t, "mended", english(live.Current(t.Context())), "C")
			wantEqual(t, "mended, a worker that waits", english(fresh.Current(t.Context())), "C")
		})
	}
}

func spoilHash(t *testing.T, q *Queue) {
	v, err := q.CurrentGlossary(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	v.Hash = strings.Repeat("0", 32)
	if _, err := q.glossaries.Put(t.Context(), currentKey, v.json()); err != nil {
		t.Fatal(err)
	}
}

// A hundred thousand terms go through a server with the usual limits.
func TestLargeGlossary(t *testing.T) {
	t.Parallel()
	nc, err := Connect(broker(t, t.TempDir(), -1).ClientURL(), "large", quiet())
	if err != nil {
		t.Fatal(err)
	}
	defer nc.Close()
	q := openQueue(t, nc, "large")
	g := names(t, "A", 100_000)
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	began := time.Now()
	v := publishGlossary(t, q, g)
	took := time.Since(began)
	runtime.ReadMemStats(&after)
	began = time.Now()
	got, _, err := q.Glossary(t.Context(), "")
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("published in %v with %d MB allocated, read in %v: %d terms, %d KB, %d KB stored in %d parts", took,
		(after.TotalAlloc-before.TotalAlloc)>>20, time.Since(began), v.Terms, v.Bytes>>10, v.Stored>>10, v.Parts)
	wantEqual(t, "hash", got.Hash(), g.Hash())
	if v.Parts < 2 {
		t.Errorf("%d parts: the test wants several", v.Parts)
	}
	if took > 5*time.Second {
		t.Errorf("took %v", took)
	}
}

// A queue of an earlier naql has no such bucket: it is made.
func TestGlossaryBucketMissing(t *testing.T) {
	t.Parallel()
	q := newQueue(t)
	remove := func() {
		if err := q.js.DeleteStream(t.Context(), q.glossaryBucket().Name); err != nil {
			t.Fatal(err)
		}
	}
	remove()
	publishGlossary(t, openQueue(t, q.nc, q.cfg.Prefix), names(t, "A", 0))
	live := q.LiveGlossary(names(t, "own", 0), "")
	wantEqual(t, "made again", english(live.Current(t.Context())), "A")

	remove()
	wantEqual(t, "while it is gone", english(live.Current(t.Context())), "A")
	wantEqual(t, "a worker that starts", english(q.LiveGlossary(names(t, "own", 0), "").Current(t.Context())), "own")
	publishGlossary(t, q, names(t, "B", 0))
	live.rest = time.Time{}
	wantEqual(t, "published again", english(live.Current(t.Context())), "B")
}

// lines is a log that a test reads.
type lines struct {
	mu  sync.Mutex
	all strings.Builder
}

func (l *lines) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.all.Write(p)
}

func (l *lines) count(what string) int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return strings.Count(l.all.String(), what)
}

// The log has a line at the start and at each change, and says trouble once.
func TestLiveGlossaryLog(t *testing.T) {
	t.Parallel()
	q := newQueue(t)
	log := &lines{}
	q.log = slog.New(slog.NewTextHandler(log, nil))
	live := q.LiveGlossary(names(t, "own", 0), "$NAQL_GLOSSARY")
	use := func() {
		for range 3 {
			live.rest = time.Time{}
			live.Current(t.Context())
		}
	}
	use()
	wantEqual(t, "own", log.count("from=$NAQL_GLOSSARY"), 1)
	a := publishGlossary(t, q, names(t, "A", 0))
	use()
	wantEqual(t, "A", log.count("version="+a.Hash+" terms=1 from=published by=desk@test"), 1)
	wantEqual(t, "goes before", log.count("goes before"), 1)
	publishGlossary(t, q, names(t, "B", 0))
	spoilHash(t, q)
	use()
	wantEqual(t, "broken", log.count("level=ERROR"), 1)
	publishGlossary(t, q, names(t, "C", 0))
	use()
	wantEqual(t, "C", log.count("from=published"), 2)
	wantEqual(t, "goes before, once", log.count("goes before"), 1)
}

// A worker takes up what is published by itself, and after the server was
// restarted or the line was cut.
func TestLiveGlossaryFollows(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	first := broker(t, dir, -1)
	port := first.Addr().(*net.TCPAddr).Port
	line := relay(t, first.Addr().String())
	connect := func(url string) *Queue {
		nc, err := Connect(url, "worker", quiet(), nats.ReconnectWait(20*time.Millisecond))
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(nc.Close)
		return openQueue(t, nc, "follow")
	}
	q, importer := connect("nats://"+line.Addr().String()), connect(first.ClientURL())
	live := q.LiveGlossary(names(t, "own", 0), "")
	if err := live.Await(t.Context()); err != nil {
		t.Fatal(err)
	}
	background(t, live.Follow)
	takesUp := func(when, want string) {
		t.Helper()
		for deadline := time.Now().Add(15 * time.Second); english(live.names.Load()) != want; time.Sleep(10 * time.Millisecond) {
			if time.Now().After(deadline) {
				t.Fatalf("%s: %s is in use, want %s", when, english(live.names.Load()), want)
			}
		}
	}
	publishGlossary(t, importer, names(t, "A", 3))
	takesUp("running", "A")

	line.cut()
	publishGlossary(t, importer, names(t, "B", 3))
	takesUp("line cut", "B")

	first.Shutdown()
	first.WaitForShutdown()
	wantEqual(t, "server away", english(live.Current(t.Context())), "B")
	broker(t, dir, port)
	reconnected(t, importer.nc)
	publishGlossary(t, importer, names(t, "C", 3))
	takesUp("server restarted", "C")

	if err := importer.js.DeleteStream(t.Context(), importer.glossaryBucket().Name); err != nil {
		t.Fatal(err)
	}
	publishGlossary(t, importer, names(t, "D", 3))
	takesUp("bucket made again", "D")
}

// cable passes connections on to a server until they are cut.
type cable struct {
	net.Listener
	mu    sync.Mutex
	conns []net.Conn
}

func relay(t *testing.T, to string) *cable {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	c := &cable{Listener: l}
	var all sync.WaitGroup
	all.Go(func() {
		for {
			in, err := l.Accept()
			if err != nil {
				return
			}
			out, err := net.Dial("tcp", to)
			if err != nil {
				in.Close()
				continue
			}
			c.mu.Lock()
			c.conns = append(c.conns, in, out)
			c.mu.Unlock()
			for _, pair := range [][2]net.Conn{{in, out}, {out, in}} {
				all.Go(func() {
					io.Copy(pair[0], pair[1])
					pair[0].Close()
				})
			}
		}
	})
	t.Cleanup(func() { l.Close(); c.cut(); all.Wait() })
	return c
}

func (c *cable) cut() {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, conn := range c.conns {
		conn.Close()
	}
	c.conns = nil
}

// Whoever asks after an import has ended gets what was imported, whatever
// happens at the same time.
func TestLiveGlossaryIsNeverLate(t *testing.T) {
	t.Parallel()
	q := newQueue(t)
	live := q.LiveGlossary(names(t, "own", 0), "")
	background(t, live.Follow)
	done, stop := context.WithCancel(t.Context())
	var others sync.WaitGroup
	for range 4 {
		others.Go(func() {
			for done.Err() == nil {
				// An article that is given up in the middle spoils it for nobody.
				brief, end := context.WithTimeout(done, time.Millisecond)
				live.Current(brief)
				end()
			}
		})
	}
	for i := range 40 {
		publishGlossary(t, q, names(t, fmt.Sprint(i), 20))
		if got := english(live.Current(t.Context())); got != fmt.Sprint(i) {
			t.Fatalf("%s in use after the import of %d", got, i)
		}
	}
	stop()
	others.Wait()
}

// FuzzUnpackTerms: whatever is stored, it is read whole or refused.
func FuzzUnpackTerms(f *testing.F) {
	g := names(f, "A", 3)
	p, err := packTerms(g.Terms())
	if err != nil {
		f.Fatal(err)
	}
	f.Add(p.data, p.content, g.Hash())
	f.Add(p.data[:40], p.content, g.Hash())
	f.Add([]byte{}, "", "")
	f.Fuzz(func(t *testing.T, data []byte, content, hash string) {
		got, err := unpackTerms(data, GlossaryVersion{Content: content, Hash: hash})
		if err != nil && !errors.Is(err, ErrGlossaryBroken) {
			t.Errorf("error %v", err)
		}
		if err == nil && got.Hash() != hash {
			t.Errorf("%s read as %s", hash, got.Hash())
		}
	})
}
