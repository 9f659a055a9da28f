package verify

// Style says which rules of house style are checked. Their findings are minor;
// the zero Style checks none.
type Style struct{}
