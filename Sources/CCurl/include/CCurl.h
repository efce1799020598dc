// What Swift cannot call of libcurl: its variadic functions, with their types.
#ifndef CCURL_H
#define CCURL_H

#include <curl/curl.h>
#include <stdbool.h>
#include <stddef.h>

// The options that hold for every transfer: HTTP and HTTPS only, HTTP/1.1, verified TLS, no redirects, no signals.
CURLcode ccurl_set_invariants(CURL *handle);

// What a transfer calls, with `context`: for each line of a response's head, for each piece of its body, and to open
// a socket.
CURLcode ccurl_set_callbacks(
    CURL *handle, void *context, curl_write_callback head, curl_write_callback body,
    curl_opensocket_callback open_socket);

CURLcode ccurl_set_long(CURL *handle, CURLoption option, long value);
CURLcode ccurl_set_string(CURL *handle, CURLoption option, const char *value);
CURLcode ccurl_set_list(CURL *handle, CURLoption option, struct curl_slist *value);

// `buffer` has CURL_ERROR_SIZE bytes.
CURLcode ccurl_set_error_buffer(CURL *handle, char *buffer);

// A copy of these bytes is what is sent.
CURLcode ccurl_set_request_body(CURL *handle, const void *bytes, size_t length);

// 0 or NULL where libcurl does not know.
long ccurl_get_long(CURL *handle, CURLINFO info);
curl_off_t ccurl_get_offset(CURL *handle, CURLINFO info);
const char *ccurl_get_string(CURL *handle, CURLINFO info);

// The next transfer that has ended, and how; false where there is none.
bool ccurl_next_ended(CURLM *multi, CURL **handle, CURLcode *result);

#endif
