// Package faults holds no program: its tests break naql from outside. The
// binary runs as processes of its own beside a broker that is a process too,
// with a model that counts its calls, and a proxy between them that holds,
// drops and cuts. Processes are killed, stopped and restarted; then it is
// counted what was lost, doubled, published backwards, and paid.
//
// go test runs what takes a moment; make faults runs every scenario in a short
// form, make soak the long ones. NAQL_FAULTS is short or long for them, and
// NAQL_BIN may name a binary to test instead of a fresh build.
package faults
