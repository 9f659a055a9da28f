package prompts

import (
	"strings"

	"naql/article"
)

// segmentsTagged reads "[[nonce:id]] English" wherever the marker stands:
// no text can hold a nonce it could not know. What comes before the first
// marker is dropped. A segment goes on over line ends; after a blank line or a
// line with a foreign marker comes text that may be chatter or may be the
// rest of the translation, and since nobody can tell, the segment is stray.
func segmentsTagged(text, nonce string) []pair {
	if nonce == "" {
		return nil
	}
	var out []pair
	for _, part := range strings.Split(text, "[["+nonce+":")[1:] {
		id, rest, ok := strings.Cut(part, "]]")
		if !ok || strings.ContainsAny(id, "\n[") {
			// A broken marker: what it marks is lost, and it ends the one before.
			out = append(out, pair{id: firstLine(part)})
			continue
		}
		p := pair{id: strings.TrimSpace(id)}
		p.en, p.stray = oneParagraph(strings.TrimPrefix(rest, "**")) // bold markers
		out = append(out, p)
	}
	return out
}

// oneParagraph joins the lines up to the first blank one and reports whether
// anything but white space and code fences follows.
func oneParagraph(text string) (paragraph string, more bool) {
	var lines []string
	ended := false
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		switch {
		case strings.HasPrefix(line, "```"):
		case line == "" || line == "**":
			ended = ended || len(lines) > 0
		case ended || len(lines) > 0 && strings.HasPrefix(line, "[["):
			return strings.Join(lines, " "), true
		default:
			lines = append(lines, line)
		}
	}
	return strings.Join(lines, " "), false
}

func firstLine(text string) string {
	line, _, _ := strings.Cut(text, "\n")
	return line
}

// bulletsTagged reads lines "- text [p2,p3]". A line that begins as no bullet
// goes on with the one above it; after a blank line it is chatter.
func bulletsTagged(text, nonce string) []article.Bullet {
	if nonce != "" {
		text = strings.ReplaceAll(text, nonce+":", "") // cites copied as markers
	}
	var points []string
	open := false
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		point, ok := bulletPoint(line)
		switch {
		case ok:
			points, open = append(points, point), true
		case line == "" || strings.HasPrefix(line, "```"):
			open = false
		case open && len(points[len(points)-1]) <= maxBullet:
			points[len(points)-1] += " " + line
		}
	}
	var out []article.Bullet
	for _, p := range points {
		out = append(out, bulletOf(p))
	}
	return out
}

func bulletPoint(line string) (string, bool) {
	for _, sign := range []string{"- ", "* ", "• ", "– "} {
		if rest, ok := strings.CutPrefix(line, sign); ok {
			return strings.TrimSpace(rest), true
		}
	}
	return "", false
}

// bulletOf takes the ids off the end of a point. One that is too long to be
// taken is not read any further.
func bulletOf(point string) article.Bullet {
	b := article.Bullet{Text: point}
	if len(point) > maxBullet {
		return b
	}
	body := strings.TrimRight(point, " .")
	for strings.HasSuffix(body, "]") {
		at := strings.LastIndexByte(body, '[')
		if at < 0 {
			break
		}
		b.Cites = append(strings.FieldsFunc(body[at:], func(r rune) bool { return strings.ContainsRune("[], ;", r) }), b.Cites...)
		body = strings.TrimRight(body[:at], " [,")
		b.Text = body
	}
	return b
}
