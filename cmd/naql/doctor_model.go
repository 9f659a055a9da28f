package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"naql/llm"
	"naql/worker"
)

// examined is what doctor has found out about one endpoint.
type examined struct {
	Name     string     `json:"name"`
	Endpoint string     `json:"endpoint"`
	Model    string     `json:"model"`
	Profile  string     `json:"profile"`
	Usable   bool       `json:"usable"`
	Format   llm.Format `json:"format,omitempty"` // in which it will be asked
	Window   int        `json:"context_tokens"`   // with which naql will reckon
	Models   []string   `json:"models,omitempty"` // at most 200
	Checks   []check    `json:"checks"`
	Calls    int        `json:"calls"`
	CostUSD  float64    `json:"cost_usd"`

	about   string
	verdict llm.Verdict
}

// examineAll examines every configured endpoint, as if nothing were known of
// it, and keeps what it has found out for the commands of this machine.
func (p *program) examineAll(ctx context.Context, cfg Config, most int, progress *progress) ([]examined, error) {
	if err := cfg.priced(); err != nil {
		return nil, err
	}
	cfg.fresh = true
	cfg.values = maps.Clone(cfg.values)
	cfg.values["budget-usd"] = value{} // under a budget unknown prices are made up
	endpoints, err := p.openEndpoints(cfg, p.quiet(cfg), func(string, llm.Verdict) {})
	if err != nil {
		return nil, err
	}
	var out []examined
	for _, e := range endpoints {
		x := examination{ctx: ctx, cfg: cfg, client: e.Model.(*llm.Client), progress: progress, most: most}
		x.about = verdictKey(e.Scope, x.client.Model())
		x.run(e)
		x.verdict = x.client.Verdict()
		if x.Usable && ctx.Err() == nil {
			x.verdict.Format, x.verdict.At = x.best, time.Now().UTC()
			if err := writeVerdict(cfg, x.about, x.verdict); err != nil {
				x.say("kept", checkWarn, "what was found out is not kept: "+err.Error(), "make NAQL_DATA writable")
			}
		}
		out = append(out, x.examined)
	}
	return out, nil
}

// examination is one endpoint on the couch.
type examination struct {
	examined
	ctx      context.Context
	cfg      Config
	client   *llm.Client
	progress *progress
	most     int        // tokens to measure
	best     llm.Format // the strictest form that works, whatever is configured
	replied  bool       // the model has said something
	fatal    bool       // nothing more need be asked
}

func (x *examination) say(name, result, detail, hint string) {
	x.Checks = append(x.Checks, check{name, result, detail, hint})
}

func (x *examination) run(e worker.Endpoint) {
	c := x.client
	x.Name, x.Endpoint, x.Model, x.Profile = e.Name, c.Endpoint(), c.Model(), c.Profile()
	result, detail, hint := checkOK, fmt.Sprintf("%s, model %s, profile %s", x.Endpoint, x.Model, x.Profile), ""
	if c.Unencrypted() {
		result, detail, hint = checkWarn, detail+"; the key travels unencrypted", "use https, or an address of your own network"
	}
	x.say("endpoint", result, detail, hint)
	for _, part := range []struct {
		name string
		do   func()
	}{
		{"models", x.models}, {"reply", x.formats}, {"context", x.context}, {"arabic", x.arabic}, {"speed", x.speed},
	} {
		if x.fatal || x.ctx.Err() != nil {
			if part.name != "models" {
				x.say(part.name, checkSkip, "not asked", "")
			}
			continue
		}
		x.progress.show(e.Name + ": " + part.name)
		part.do()
	}
	x.Window = c.Window()
	x.Usable = !x.fatal && x.Format != ""
	x.cost()
}

// paid counts a request.
func (x *examination) paid(t llm.Trial) {
	x.Calls++
	x.CostUSD += x.client.Cost(t.Usage)
}

// trouble says what is wrong with a call, and whether any further call is of
// use.
func (x *examination) trouble(name string, err error) {
	_, hint := classify(err)
	fault, _ := errors.AsType[*llm.Error](err)
	x.say(name, checkFail, strings.TrimPrefix(err.Error(), "model: "), hint)
	if fault == nil || fault.Class.Reaction().Waits && fault.Class != llm.UnsupportedParameter {
		x.fatal = true
	}
}

// models lists what the endpoint offers. Some have no list, and some keys may
// not see it.
func (x *examination) models() {
	list, err := x.client.Models(x.ctx)
	fault, _ := errors.AsType[*llm.Error](err)
	switch {
	case fault != nil && fault.Class != llm.Unreachable && (fault.Class != llm.Auth || fault.Status == 403):
		x.say("models", checkSkip, "the endpoint gives no list of models: "+strings.TrimPrefix(err.Error(), "model: "), "")
		return
	case err != nil:
		x.trouble("models", err)
		return
	case len(list) == 0:
		x.say("models", checkSkip, "the endpoint's list of models is empty", "")
		return
	}
	var names, close []string
	found, window := false, 0
	for _, m := range list {
		names = append(names, m.ID)
		if m.ID == x.Model || m.ID == x.Model+":latest" {
			found, window = true, m.Window
		}
		if alike(m.ID, x.Model) {
			close = append(close, m.ID)
		}
	}
	x.Models = names[:min(len(names), 200)]
	detail := fmt.Sprintf("%d, %s among them", len(names), x.Model)
	if window > 0 {
		detail += fmt.Sprintf(", of %d tokens by its own account", window)
	}
	switch {
	case found:
		x.say("models", checkOK, detail, "")
	case len(names) == 1: // one that serves whatever it is asked for
		x.say("models", checkOK, "one: "+names[0], "")
	default:
		shown := cmp.Or(strings.Join(close[:min(len(close), 10)], ", "), strings.Join(names[:min(len(names), 10)], ", "))
		x.say("models", checkWarn, fmt.Sprintf("%d, and %s is not among them: %s", len(names), x.Model, shown), "set NAQL_MODEL to one that the endpoint offers")
	}
}

// alike holds for names of one family.
func alike(a, b string) bool {
	family := func(s string) string {
		s = strings.ToLower(s[strings.LastIndexByte(s, '/')+1:])
		return strings.TrimRightFunc(strings.FieldsFunc(s+" ", func(r rune) bool { return strings.ContainsRune(":-. ", r) })[0], unicode.IsDigit)
	}
	return a != "" && b != "" && family(a) == family(b)
}

// formats tries each form of reply and settles on the strictest that works.
func (x *examination) formats() {
	names := map[llm.Format]string{llm.FormatJSON: "schema", llm.FormatObject: "object", llm.FormatTagged: "tagged"}
	works := map[llm.Format]bool{}
	for _, f := range []llm.Format{llm.FormatJSON, llm.FormatObject, llm.FormatTagged} {
		name := "reply: " + names[f]
		how, err := x.try(f)
		fault, classified := errors.AsType[*llm.Error](err)
		switch {
		case x.client.Refuses(f):
			x.say(name, checkSkip, "refused", "")
		case classified && !fault.Class.Reaction().Waits, classified && fault.Class == llm.UnsupportedParameter:
			x.say(name, checkWarn, strings.TrimPrefix(err.Error(), "model: "), "")
		case err != nil:
			x.trouble(name, err)
			return
		case how == llm.Ignored && f == llm.FormatTagged:
			x.say(name, checkWarn, "the model does not repeat a marked line exactly", "")
		case how == llm.Ignored:
			x.say(name, checkSkip, "taken and not followed", "")
		default:
			works[f] = true
			x.say(name, checkOK, string(how), "")
		}
	}
	if !x.replied {
		x.say("reply", checkFail, "no request was replied to", "check that OPENAI_BASE_URL and NAQL_MODEL name a chat model")
		x.fatal = true
		return
	}
	x.settle(works)
}

// try asks for a reply of a form, without what else the endpoint refuses.
func (x *examination) try(f llm.Format) (how llm.Obedience, err error) {
	for range 5 {
		var t llm.Trial
		how, t, err = x.client.TryFormat(x.ctx, f)
		x.paid(t)
		fault, ok := errors.AsType[*llm.Error](err)
		x.replied = x.replied || err == nil || ok && slices.Contains([]llm.Class{llm.Truncated, llm.Reasoning, llm.Looping}, fault.Class)
		if !ok || !fault.Adapted || x.client.Refuses(f) {
			break
		}
	}
	return how, err
}

// settle says in which form the model will be asked.
func (x *examination) settle(works map[llm.Format]bool) {
	asked := x.cfg.text("reply")
	known, _ := x.client.FormatKnown()
	best := llm.FormatTagged
	for _, f := range []llm.Format{llm.FormatObject, llm.FormatJSON} {
		if works[f] {
			best = f
		}
	}
	// A profile that prefers the tagged form has its reason.
	if known == llm.FormatTagged && asked == "auto" && works[llm.FormatTagged] {
		best = llm.FormatTagged
	}
	x.best, x.Format = best, best
	if asked != "auto" {
		x.Format = llm.Format(asked)
	}
	result, hint := checkOK, ""
	switch {
	case asked != "auto" && !works[x.Format]:
		result, hint = checkWarn, "leave NAQL_REPLY at auto"
	case len(works) == 0:
		result, hint = checkWarn, "another model may follow instructions better; articles will come out flagged or dead"
	}
	x.say("reply", result, "asked for as "+string(x.Format), hint)
}

// needed is the context in tokens below which an article of 700 words is sent
// in parts.
const needed = 6000

// context measures how long a prompt is read. Where it is not to be measured,
// what was measured before stays.
func (x *examination) context() {
	if x.most < 1500 {
		x.client.Know(llm.Verdict{Window: readVerdicts(x.cfg)[x.about].Window})
		x.say("context", checkSkip, fmt.Sprintf("not measured; naql reckons with %d tokens", x.client.Window()), "")
		return
	}
	m, err := x.client.Measure(x.ctx, x.most, func(tokens int) { x.progress.show(fmt.Sprintf("%s: context of %d tokens", x.Name, tokens)) })
	for _, t := range m.Trials {
		x.paid(t)
	}
	if err != nil {
		x.trouble("context", err)
		return
	}
	if w := m.Window(); m.Limited() || w > x.client.Window() {
		x.client.Learn(w)
	}
	c := x.windowed(m)
	c.Detail += fmt.Sprintf("; naql reckons with %d", x.client.Window())
	x.Checks = append(x.Checks, c)
}

// windowed says what a measurement means for articles.
func (x *examination) windowed(m llm.Measured) check {
	c := check{Check: "context", Result: checkWarn}
	switch m.End {
	case llm.ReadWhole:
		c.Result, c.Detail = checkOK, fmt.Sprintf("%d tokens are read to the end", m.Proved)
	case llm.ReadCut:
		c.Detail = fmt.Sprintf("longer prompts lose their beginning without a word: %s tokens are read", atMost(m))
		c.Hint = "give the model a longer context, or leave it: articles are sent in parts"
	case llm.ReadRefused:
		c.Result, c.Detail = checkOK, "longer prompts are refused: "+cmp.Or(m.Message, "too long")
	case llm.ReadSlow:
		c.Detail = fmt.Sprintf("%d tokens are read; longer prompts take more than %s", m.Proved, x.cfg.text("call-timeout"))
		c.Hint = "a faster machine or a smaller model; NAQL_CALL_TIMEOUT for more patience"
	default:
		c.Detail = cmp.Or(m.Message, "the model does not find words in a long text") + "; it cannot be measured"
		c.Hint = "set NAQL_CONTEXT_TOKENS to what the server was started with"
	}
	switch w := m.Window(); {
	case m.Limited() && w < x.client.Window(): // only what is configured goes before what was measured
		c.Result, c.Hint = checkWarn, fmt.Sprintf("set NAQL_CONTEXT_TOKENS, or context_tokens in naql.yaml, to %d or less: what is above it gets lost", w)
	case m.Limited() && w < needed:
		c.Result, c.Hint = checkWarn, cmp.Or(longer[x.Profile], "choose a model with a longer context, or leave it: articles are sent in parts")
	}
	return c
}

// atMost is how many tokens are read, as far as it is known.
func atMost(m llm.Measured) string {
	if m.Limit == 0 && m.Proved == 0 {
		return fmt.Sprintf("fewer than %d", m.Tried)
	}
	return fmt.Sprint(m.Window())
}

// longer says how a server is given a longer context.
var longer = map[string]string{
	"ollama":   "start Ollama with OLLAMA_CONTEXT_LENGTH=8192, or set num_ctx in a Modelfile",
	"llamacpp": "start the server with -c 8192",
	"vllm":     "start the server with --max-model-len 8192",
	"generic":  "start the server with a context of 8192 tokens or more",
}

// arabicLine holds what gets lost on the way: letters that join, marks, digits
// and quotation marks.
const arabicLine = "قال الوزير: «لا نِزاع حول الأرقام ٣٤ و56٪»، إلى الآن؟"

func (x *examination) arabic() {
	t, err := x.client.Repeat(x.ctx, arabicLine)
	x.paid(t)
	fault, classified := errors.AsType[*llm.Error](err)
	got := strings.TrimSpace(t.Text)
	letters := 0
	for _, r := range got {
		if unicode.Is(unicode.Arabic, r) && unicode.IsLetter(r) {
			letters++
		}
	}
	switch {
	case err != nil && (!classified || fault.Class.Reaction().Waits):
		x.trouble("arabic", err)
	case err != nil:
		x.say("arabic", checkWarn, strings.TrimPrefix(err.Error(), "model: "), "")
	case got == arabicLine || norm.NFC.String(got) == norm.NFC.String(arabicLine):
		x.say("arabic", checkOK, "comes back as it was sent", "")
	case strings.Contains(got, "??") || strings.Contains(got, "�") || strings.Contains(got, "Ù"):
		x.say("arabic", checkFail, fmt.Sprintf("comes back garbled: %.60q", got), "something between naql and the model does not pass UTF-8")
		x.fatal = true
	case letters == 0:
		x.say("arabic", checkWarn, fmt.Sprintf("the model does not repeat Arabic: %.60q", got), "see whether this model knows Arabic")
	default:
		x.say("arabic", checkWarn, fmt.Sprintf("comes back changed: %.120q", got), "see whether this model knows Arabic well")
	}
}

func (x *examination) speed() {
	t, err := x.client.Repeat(x.ctx, "The crossing is closed until Sunday, the ministry said, and forty buses wait there.")
	x.paid(t)
	fault, classified := errors.AsType[*llm.Error](err)
	switch {
	case err != nil && (!classified || fault.Class.Reaction().Waits):
		x.trouble("speed", err)
		return
	case err != nil:
		x.say("speed", checkWarn, strings.TrimPrefix(err.Error(), "model: "), "")
		return
	}
	detail := fmt.Sprintf("a short call takes %s", max(t.Took.Round(time.Millisecond), time.Millisecond))
	if n := t.Usage.Completion; n > 0 && !t.Usage.Estimated && t.Took > 100*time.Millisecond {
		detail += fmt.Sprintf(", %.0f tokens a second", float64(n)/t.Took.Seconds())
	}
	result, hint := checkOK, ""
	if t.Took > 30*time.Second {
		result, hint = checkWarn, "set NAQL_CALL_TIMEOUT well above the time of a whole article"
	}
	x.say("speed", result, detail, hint)
}

func (x *examination) cost() {
	if usd := priceOf(x.client); usd > 0 {
		x.say("cost", checkOK, fmt.Sprintf("about %.4f US dollars for an article of 700 words, without repairs", usd), "")
		return
	}
	x.say("cost", checkSkip, "about 4,200 tokens of prompts and 1,800 of replies for an article of 700 words; no prices are set", "set NAQL_PRICES to US dollars per million tokens, such as 0.40,1.60")
}
