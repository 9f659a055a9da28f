package llm

import (
	"context"
	"errors"
	"math/rand/v2"
	"net/http"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

// crowded runs so many callers for a while against an endpoint that takes
// capacity calls at once, each of them a second, and refuses a share of all at
// random. It returns how many calls a second were answered, the refused of the
// second half, and the limit at the end.
func crowded(seed uint64, callers, capacity int, random float64, during time.Duration) (perSecond float64, refused int, limit int) {
	c := &Client{}
	var mu sync.Mutex
	under, answered := 0, 0
	end := time.Now().Add(during)
	half := time.Now().Add(during / 2)
	chance := rand.New(rand.NewPCG(seed, 2))
	ask := func() error {
		mu.Lock()
		if under >= capacity || chance.Float64() < random {
			if time.Now().After(half) {
				refused++
			}
			mu.Unlock()
			time.Sleep(5 * time.Millisecond)
			return &Error{Class: RateLimit}
		}
		under++
		took := time.Second + time.Duration(chance.Int64N(int64(200*time.Millisecond)))
		mu.Unlock()
		time.Sleep(took)
		mu.Lock()
		defer mu.Unlock()
		under--
		if time.Now().After(half) {
			answered++
		}
		return nil
	}
	var all sync.WaitGroup
	for range callers {
		all.Go(func() {
			for time.Now().Before(end) {
				leave, err := c.Admit(context.Background(), 0, 100)
				if err != nil {
					panic(err)
				}
				err = ask()
				leave(true, Usage{}, err)
				if err != nil {
					time.Sleep(time.Second)
				}
			}
		})
	}
	all.Wait()
	return float64(answered) / (during / 2).Seconds(), refused, c.limits.crowd.most()
}

func TestCrowdFindsTheCapacity(t *testing.T) {
	for _, callers := range []int{12, 20, 64} {
		synctest.Test(t, func(t *testing.T) {
			perSecond, refused, limit := crowded(1, callers, 10, 0, 40*time.Second)
			// A few too many cost a refusal each now and then, and are let be.
			if ideal := 10 / 1.1; perSecond < 0.9*ideal || limit < 8 || callers > 12 && limit > 13 || refused > 40 {
				t.Errorf("%d callers: %.1f a second of %.1f, %d refused in 20 s, limit %d", callers, perSecond, ideal, refused, limit)
			}
		})
	}
}

// Refusals that have nothing to do with how many are under way change nothing.
func TestCrowdBearsRandomRefusals(t *testing.T) {
	for seed := range uint64(10) {
		synctest.Test(t, func(t *testing.T) {
			if _, _, limit := crowded(seed, 64, 1000, 0.3, 40*time.Second); limit < 40 {
				t.Errorf("seed %d: limit %d", seed, limit)
			}
		})
	}
}

func TestLimitsOfAMinute(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := &Client{}
		c.limits.requests.perMinute = 60
		began, n := time.Now(), 0
		for time.Since(began) < time.Minute {
			leave, err := c.Admit(t.Context(), 0, 10)
			if err != nil {
				t.Fatal(err)
			}
			leave(true, Usage{}, nil)
			n++
		}
		if n < 60 || n > 71 {
			t.Errorf("%d requests in a minute", n)
		}
	})
}

func TestTokensOfAMinute(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := &Client{}
		c.limits.tokens.perMinute = 6000
		for range 2 { // what was not used is given back
			leave, err := c.Admit(t.Context(), 0, 900)
			if err != nil {
				t.Fatal(err)
			}
			leave(true, Usage{Prompt: 50, Completion: 50}, nil)
		}
		if _, err := c.Admit(t.Context(), 0, 700); err != nil {
			t.Fatal(err)
		}
		var busy *BusyError
		if _, err := c.Admit(t.Context(), 0, 700); !errors.As(err, &busy) || busy.After < mostAdmitWait || busy.After > 10*time.Second {
			t.Errorf("beyond the limit: %v", err)
		}
	})
}

func TestLimitsAsTheHeadersTell(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := &Client{}
		c.limits.heard(http.Header{
			"X-Ratelimit-Remaining-Requests": {"0"}, "X-Ratelimit-Reset-Requests": {"2s"},
			"X-Ratelimit-Remaining-Tokens": {"500"}, "X-Ratelimit-Reset-Tokens": {"3"},
		}, time.Now())
		for _, want := range []time.Duration{2 * time.Second, 3 * time.Second} {
			began := time.Now()
			if _, err := c.Admit(t.Context(), 0, 400); err != nil || time.Since(began) > want {
				t.Errorf("after %s: %v", time.Since(began), err)
			}
			time.Sleep(time.Second - time.Since(began)%time.Second)
		}
		c.limits.heard(http.Header{"X-Ratelimit-Remaining-Requests": {"0"}, "X-Ratelimit-Reset-Requests": {"9999h"}}, time.Now())
		var busy *BusyError
		if _, err := c.Admit(t.Context(), 0, 1); !errors.As(err, &busy) || busy.After > mostHeardWait {
			t.Errorf("%v", err)
		}
		c.limits.heard(http.Header{"X-Ratelimit-Remaining-Requests": {"0"}, "X-Ratelimit-Reset-Requests": {"nonsense"}}, time.Now())
	})
}

// Of those that wait, the lowest rank goes first; who gives up leaves no gap.
func TestAdmitInOrder(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := &Client{}
		c.limits.crowd.configured = 1
		first, err := c.Admit(t.Context(), 0, 1)
		if err != nil {
			t.Fatal(err)
		}
		var order []string
		var mu sync.Mutex
		note := func(what string) {
			mu.Lock()
			defer mu.Unlock()
			order = append(order, what)
		}
		var all sync.WaitGroup
		wait := func(name string, rank int, ctx context.Context) {
			all.Go(func() {
				leave, err := c.Admit(ctx, rank, 1)
				if err != nil {
					note(name + " gave up")
					return
				}
				note(name)
				leave(true, Usage{}, nil)
			})
			synctest.Wait()
		}
		short, done := context.WithTimeout(t.Context(), time.Second)
		defer done()
		wait("routine", 2, t.Context())
		wait("leaver", 0, short)
		wait("urgent", 1, t.Context())
		wait("flash", 0, t.Context())
		time.Sleep(2 * time.Second)
		first(true, Usage{}, nil)
		all.Wait()
		want := []string{"leaver gave up", "flash", "urgent", "routine"}
		for i := range want {
			if order[i] != want[i] {
				t.Fatalf("order %v", order)
			}
		}
	})
}
