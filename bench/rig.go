package main

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"naql/llm/llmfake"
	"naql/queue"
	"naql/queue/embedded"
)

// rig is a NATS server and a scripted endpoint in this process, on loopback,
// for programs that are measured.
type rig struct {
	ctx      context.Context
	nc       *nats.Conn
	queue    *queue.Queue
	server   *embedded.Server
	endpoint net.Listener
	articles [][]byte
	ends     []func()
}

// newRig makes articles and an endpoint that knows them; wrap, where given, is
// put around it.
func newRig(articles int, wrap func(http.Handler) http.Handler) (r *rig, err error) {
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Minute)
	r = &rig{ctx: ctx, ends: []func(){cancel}}
	defer func() {
		if err != nil {
			r.close()
		}
	}()
	folder, err := os.MkdirTemp("", "naql-bench-")
	if err != nil {
		return r, err
	}
	r.ends = append(r.ends, func() { os.RemoveAll(folder) })
	quiet := slog.New(slog.DiscardHandler)
	if r.server, err = embedded.Start(embedded.Config{Dir: folder, Log: quiet}); err != nil {
		return r, err
	}
	r.ends = append(r.ends, r.server.Shutdown)
	if r.nc, err = r.server.Connect(); err != nil {
		return r, err
	}
	r.ends = append(r.ends, r.nc.Close)
	if r.queue, err = queue.Open(ctx, r.nc, queue.Config{Log: quiet}); err != nil {
		return r, err
	}
	js, err := jetstream.New(r.nc)
	if err != nil {
		return r, err
	}
	if _, err := js.CreateStream(ctx, jetstream.StreamConfig{Name: "PLAIN", Subjects: []string{"plain.out"}}); err != nil {
		return r, err
	}
	var script llmfake.Script
	for n := range articles {
		a, story := long(n)
		script.Stories = append(script.Stories, story)
		raw, err := json.Marshal(a)
		if err != nil {
			return r, err
		}
		r.articles = append(r.articles, raw)
	}
	var model http.Handler = llmfake.New(script)
	if wrap != nil {
		model = wrap(model)
	}
	if r.endpoint, err = net.Listen("tcp", "127.0.0.1:0"); err != nil {
		return r, err
	}
	go http.Serve(r.endpoint, model) // ends when the listener is closed
	r.ends = append(r.ends, func() { r.endpoint.Close() })
	return r, nil
}

func (r *rig) close() {
	for i := len(r.ends) - 1; i >= 0; i-- {
		r.ends[i]()
	}
}

// submit puts the nth article into a lane.
func (r *rig) submit(lane string, n int) error {
	_, err := r.queue.Submit(r.ctx, lane, "bench", r.articles[n], nats.Header{"Content-Type": {"application/json"}})
	return err
}

// start starts a program that finds the server and the endpoint in its
// environment.
func (r *rig) start(name string, args ...string) (*exec.Cmd, error) {
	cmd := exec.CommandContext(r.ctx, name, args...)
	cmd.Env = append(os.Environ(), "NATS_URL="+r.server.URL(), "OPENAI_BASE_URL=http://"+r.endpoint.Addr().String()+"/v1",
		"NAQL_MODEL=scripted", "NAQL_LISTEN=127.0.0.1:0", "BENCH_STREAM=NAQL_IN")
	cmd.Stderr = os.Stderr
	return cmd, cmd.Start()
}

// stop ends a program as an operator would.
func stop(cmd *exec.Cmd) error {
	if err := cmd.Process.Signal(syscall.SIGTERM); err != nil {
		return err
	}
	return cmd.Wait()
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
