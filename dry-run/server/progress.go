package main

import "strconv"

// progressMark begins a line that says what the server reads next. It is not the beginning of a JSON text.
const progressMark = "@"

// progress tells the process that waits for the answer which document the server reads, so that it can name the document if the server
// stops: the line of the document, if a text is decoded, or its index among the context, the live objects and the documents, in this order.
func (s *server) progress(position int) {
	if s.reports {
		_, _ = s.out.Write([]byte(progressMark + strconv.Itoa(position) + "\n"))
	}
}
