package prompts

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

func TestRefusal(t *testing.T) {
	for text, want := range map[string]bool{
		"I'm sorry, but I can't assist with that request.":                                       true,
		"I’m sorry, I can’t help with that.":                                                     true,
		"I am really sorry, but I cannot help.":                                                  true,
		"Sorry, I can't do that.":                                                                true,
		"I cannot translate this content because it promotes violence":                           true,
		"I can't provide a translation of this text as it may be harmful, I cannot help.":        true,
		"As an AI language model, I cannot fulfil this request.":                                 true,
		"Sorry, but I'm unable to process this request.":                                         true,
		"I apologize, but I will not be able to continue with this.":                             true,
		"Unfortunately, I am unable to summarize this article.":                                  true,
		"I understand that you need this for your desk. However, I can’t help with translating.": true,
		"I must respectfully decline to translate material of this kind.":                        true,
		"I'm not comfortable translating this text.":                                             true,
		"I cannot in good conscience translate this.":                                            true,
		"This content may violate our usage policies.":                                           true,
		"**I'm sorry, but I can't assist with \"that\".**":                                       true,
		`{"error": "I'm sorry, but I can't assist with that."}`:                                  true,
		"عذرًا، لا أستطيع المساعدة في ذلك.":                                                      true,
		"آسف، لكن لا يمكنني تلبية هذا الطلب.":                                                    true,
		"لا يمكنني ترجمة هذا النص لأنه يحض على العنف.":                                           true,
		"أعتذر، ولكنني لست قادرًا على ذلك.":                                                      true,
		"بصفتي نموذجًا لغويًا لا يمكنني ترجمة هذا النص":                                          true,

		"":                                      false,
		"The minister said he could not help.":  false,
		"\"I'm sorry, I can't help,\" he said.": false,
		"Sorry plight of refugees draws aid":    false,
		"I will not resign, minister says":      false,
		"I will not do that, the player says":   false,
		"We will not provide arms, Berlin says": false,
		"Unfortunately, hospitals cannot provide care or continue to process the wounded, the ministry said.": false,
		"Unfortunately for the team, rain stopped play.":                                                      false,
		"Unable to assist, hospitals in Gaza turn patients away":                                              false,
		"I am sorry for the losses, the governor said, and thanked the army for its help in Kirkuk.":          false,
		"I cannot find any text to translate in your message.":                                                false,
		"Here is the translation you asked for:":                                                              false,
		"وقال الوزير إنه لا يستطيع المساعدة.":                                                                 false,
		"وقال: «لا يمكنني ترجمة ما حدث إلى كلمات».":                                                           false,
		strings.Repeat("The river rose again. ", 12) + "I'm sorry, but I can't assist with that.":             false,
	} {
		if Refusal(text) != want {
			t.Errorf("%q: %v", text, !want)
		}
	}
}

// agency are points as they are: all begin alike, and say who said it.
func agency(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "- The Health Ministry in Gaza said on Monday %d people were killed in district %d, without telling how many of them were children. [p%d]\n", 3+i, i, i)
	}
	return b.String()
}

func TestLoops(t *testing.T) {
	points := []string{
		"- The ministry said on Monday that the crossing would open at eight, and that buses would leave at nine. [p1]",
		"- Police said that two men were held in Mosul after a chase through the old town, and that a third had fled. [p2]",
		"- Schools stay shut until Thursday because of the heat, which is to reach 50 degrees in Basra, officials said. [p3]",
		"- The river has risen by a metre since Sunday. [p4]",
	}
	news := strings.Join(points, "\n")
	for name, tt := range map[string]struct {
		text string
		want bool
	}{
		"nothing":                 {"", false},
		"spaces":                  {"{" + strings.Repeat(" \n", 150), true},
		"indented":                {"{\n" + strings.Repeat(" ", 150) + "}", false},
		"a summary":               {news, false},
		"a summary twice":         {news + "\n" + news, false},
		"a summary six times":     {strings.Repeat(news+"\n", 6), true},
		"points that begin alike": {agency(5), false},
		"the same line":           {strings.Repeat("The crossing is closed until further notice, he said.\n", 40), true},
		"a line five times":       {strings.Repeat("The crossing is closed until notice.\n", 5), false},
		"a short line":            {strings.Repeat("No comment.\n", 12) + news, false},
		"the same, briefly":       {strings.Repeat("No. ", 30), false},
		"the same word":           {strings.Repeat("and ", 300), true},
		"one word in a text":      {news + strings.Repeat(" no", 12), false},
		"a sentence on one line":  {news + strings.Repeat(" The crossing is closed until further notice,", 12), true},
		"JSON with line ends":     {`{"segments":[` + strings.Repeat("\n", 300), true},
	} {
		if Loops(tt.text) != tt.want {
			t.Errorf("%s: %v", name, !tt.want)
		}
	}
}

func TestTroubleIsFoundInTime(t *testing.T) {
	var different strings.Builder
	for i := range 600_000 {
		fmt.Fprintf(&different, "%d ", i)
	}
	begin := time.Now()
	for _, text := range []string{different.String(), strings.Repeat("a b c\n", 700_000), strings.Repeat("i am sorry ", 400_000), strings.Repeat("x", 4<<20)} {
		Loops(text)
		Refusal(text)
	}
	if took := time.Since(begin); took > 5*time.Second {
		t.Errorf("took %v", took)
	}
}
