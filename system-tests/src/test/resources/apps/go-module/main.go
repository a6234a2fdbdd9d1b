package main

import (
	"fmt"
	"net/http"
	"os"
)

func main() {
	http.HandleFunc("/", func(answer http.ResponseWriter, request *http.Request) {
		fmt.Fprint(answer, "go answers ", request.URL.Path)
	})
	http.ListenAndServe(":"+os.Getenv("PORT"), nil)
}
