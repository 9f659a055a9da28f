package glossary

import "testing"

func TestStarterLintsClean(t *testing.T) {
	for _, p := range Starter().Lint() {
		t.Errorf("line %d, %s: %s: %s", p.Line, p.Term, p.Severity, p.Message)
	}
	if n := len(Starter().Terms()); n < 150 {
		t.Errorf("%d entries", n)
	}
}
