// Command bench prints the figures of a build: start-up, size, the demo, and
// CPU and memory per article beside a plain script that only calls the model
// and publishes. Both work through the same articles from a NATS server and a
// scripted endpoint that answers at once, both on loopback in this process.
package main

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"log"
	"log/slog"
	"net"
	"net/http"
	"os"
	"os/exec"
	"slices"
	"strings"
	"syscall"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"naql/llm/llmfake"
	"naql/queue"
	"naql/queue/embedded"
)

func main() {
	naql := flag.String("naql", "bin/naql", "the naql binary")
	script := flag.String("script", "bin/plainscript", "the plain script's binary")
	articles := flag.Int("articles", 500, "articles for each")
	flag.Parse()
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
		{"naql worker", naql, []string{"worker", "--profile", "generic", "--reply", "json", "--log", "error"}, "naql.out.en.clean.>"},
	} {
		m, err := c.measure(articles)
		if err != nil {
			return fmt.Errorf("%s: %w", c.name, err)
		}
		fmt.Printf("%-14s %12.0f %14.2f %10.0f\n", c.name, m.rate, m.cpu.Seconds()*1000/float64(articles), m.peak)
	}
	return nil
}

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
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Minute)
	defer cancel()
	folder, err := os.MkdirTemp("", "naql-bench-")
	if err != nil {
		return measured{}, err
	}
	defer os.RemoveAll(folder)
	quiet := slog.New(slog.DiscardHandler)
	server, err := embedded.Start(embedded.Config{Dir: folder, Listen: "127.0.0.1:0", Log: quiet})
	if err != nil {
		return measured{}, err
	}
	defer server.Shutdown()
	nc, err := server.Connect()
	if err != nil {
		return measured{}, err
	}
	defer nc.Close()
	q, err := queue.Open(ctx, nc, queue.Config{Prefix: "naql", AckWait: 10 * time.Second, Log: quiet})
	if err != nil {
		return measured{}, err
	}
	endpoint, err := fill(ctx, nc, q, articles)
	if err != nil {
		return measured{}, err
	}
	defer endpoint.Close()
	return c.run(ctx, nc, server.URL(), endpoint.Addr().String(), articles)
}

// fill puts the articles on the queue and starts an endpoint that knows them.
func fill(ctx context.Context, nc *nats.Conn, q *queue.Queue, articles int) (net.Listener, error) {
	js, err := jetstream.New(nc)
	if err != nil {
		return nil, err
	}
	if _, err := js.CreateStream(ctx, jetstream.StreamConfig{Name: "PLAIN", Subjects: []string{"plain.out"}}); err != nil {
		return nil, err
	}
	var script llmfake.Script
	for n := range articles {
		a, story := long(n)
		script.Stories = append(script.Stories, story)
		raw, err := json.Marshal(a)
		if err != nil {
			return nil, err
		}
		if _, err := q.Submit(ctx, "routine", "bench", raw, nats.Header{"Content-Type": {"application/json"}}); err != nil {
			return nil, err
		}
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	go http.Serve(l, llmfake.New(script)) // ends when the listener is closed
	return l, nil
}

// paragraphs are what the articles are made of, about fifty words each: as
// many names as a news story has, and a number that each article has its own.
var paragraphs = [][2]string{
	{"قال المتحدث باسم وزارة الخارجية الأميركية نيد برايس يوم الخميس في مؤتمر صحافي إن %d من عناصر قوات سوريا الديمقراطية شاركوا في العملية التي بدأت قبل أيام، مشيرا إلى أن الوضع الإنساني في القرى المجاورة ما زال صعبا وأن إيصال المساعدات إلى السكان يتطلب فتح طرق جديدة وضمان سلامة العاملين في المجال الإغاثي خلال فصل الشتاء الذي يقترب.",
		"State Department spokesperson Ned Price told a news conference Thursday that %d members of the Syrian Democratic Forces took part in the operation that began days ago, noting that the humanitarian situation in neighboring villages remained difficult and that getting aid to residents required opening new roads and ensuring the safety of relief workers during the coming winter."},
	{"وأوضح التقرير الذي نشر على الموقع الإلكتروني أن %d عائلة عادت إلى منازلها بعد إصلاح شبكة المياه وإعادة افتتاح المدارس، وأن السلطات المحلية وعدت بتوفير وظائف للشباب العائدين وبإصلاح الأسواق القديمة التي تضررت في السنوات الماضية، في حين طالب السكان بتسريع العمل وبنشر تفاصيل الإنفاق على المشروع الذي طال انتظاره في المنطقة كلها.",
		"The report, published on the website, said %d families had returned to their homes after the water network was repaired and schools reopened, and that local authorities had promised jobs for young returnees and repairs to the old markets damaged in past years, while residents demanded that work be sped up and that details of spending on the long-awaited project be published across the area."},
	{"وفي محافظة ديالى أعلنت القوات العراقية أنها فتشت %d منزلا في منطقة حاوي العظيم شمال بعقوبة بحثا عن أسلحة، وقالت إن العملية ستتواصل حتى نهاية الأسبوع وإن السكان تعاونوا مع الدوريات التي جابت الطرق الزراعية والبساتين القريبة من النهر، في وقت شهدت فيه الأسواق حركة طبيعية ولم تسجل أي حوادث بحسب ما ذكره مسؤولون محليون في المنطقة.",
		"In Diyala province, Iraqi forces announced that they had searched %d homes in the Hawi al-Azim area north of Baqubah for weapons, and said the operation would continue until the end of the week and that residents had cooperated with patrols that toured farm roads and orchards near the river, at a time when markets were busy as usual and no incidents were recorded, according to local officials in the area."},
}

// long makes the nth article, of some 700 words, with the English that the
// endpoint is to answer.
func long(n int) (map[string]string, llmfake.Story) {
	headline := [2]string{fmt.Sprintf("العملية رقم %d في محافظة ديالى", n+100), fmt.Sprintf("Operation No. %d in Diyala province", n+100)}
	story := llmfake.Story{Segments: []llmfake.Segment{{Ar: headline[0], En: headline[1]}}}
	var body []string
	number := func(p int) int { return n*14 + p + 100 }
	for p := range 14 {
		text := paragraphs[p%len(paragraphs)]
		body = append(body, fmt.Sprintf(text[0], number(p)))
		story.Segments = append(story.Segments, llmfake.Segment{Ar: body[p], En: fmt.Sprintf(text[1], number(p))})
	}
	for p, text := range []string{
		"State Department spokesperson Ned Price said %d members of the Syrian Democratic Forces took part in the operation.",
		"The report said %d families had returned to their homes after the water network was repaired and schools reopened.",
		"Iraqi forces announced that they had searched %d homes in the Hawi al-Azim area north of Baqubah for weapons.",
	} {
		story.Bullets = append(story.Bullets, llmfake.Bullet{Text: fmt.Sprintf(text, number(p)), Cites: []string{fmt.Sprintf("p%d", p+1)}})
	}
	return map[string]string{"id": fmt.Sprint("bench-", n), "headline": headline[0], "body": strings.Join(body, "\n\n")}, story
}

// run starts the contender and waits for its last article.
func (c contender) run(ctx context.Context, nc *nats.Conn, natsURL, endpoint string, articles int) (measured, error) {
	published := make(chan struct{}, articles)
	sub, err := nc.Subscribe(c.out, func(*nats.Msg) { published <- struct{}{} })
	if err != nil {
		return measured{}, err
	}
	defer sub.Unsubscribe()
	cmd := exec.CommandContext(ctx, c.binary, c.args...)
	cmd.Env = append(os.Environ(), "NATS_URL="+natsURL, "OPENAI_BASE_URL=http://"+endpoint+"/v1", "NAQL_MODEL=scripted", "NAQL_LISTEN=127.0.0.1:0", "BENCH_STREAM=NAQL_IN")
	cmd.Stderr = os.Stderr
	started := time.Now()
	if err := cmd.Start(); err != nil {
		return measured{}, err
	}
	for n := range articles {
		select {
		case <-published:
		case <-ctx.Done():
			return measured{}, fmt.Errorf("%d of %d articles published: %w", n, articles, context.Cause(ctx))
		}
	}
	took := time.Since(started)
	if err := cmd.Process.Signal(syscall.SIGTERM); err != nil {
		return measured{}, err
	}
	if err := cmd.Wait(); err != nil {
		return measured{}, err
	}
	usage := cmd.ProcessState.SysUsage().(*syscall.Rusage)
	return measured{
		rate: float64(articles) / took.Seconds(),
		cpu:  cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime(),
		peak: float64(usage.Maxrss) / 1e3,
	}, nil
}
