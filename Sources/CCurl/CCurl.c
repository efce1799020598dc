#include "CCurl.h"

// One option after another, up to the first that libcurl refuses.
#define SET(option, value)                                       \
  do {                                                           \
    CURLcode code = curl_easy_setopt(handle, (option), (value)); \
    if (code != CURLE_OK) return code;                           \
  } while (0)

CURLcode ccurl_set_invariants(CURL *handle) {
#if LIBCURL_VERSION_NUM >= 0x075500
  SET(CURLOPT_PROTOCOLS_STR, "http,https");
#else
  SET(CURLOPT_PROTOCOLS, (long)(CURLPROTO_HTTP | CURLPROTO_HTTPS));
#endif
#if LIBCURL_VERSION_NUM >= 0x075700
  // A transfer that is cancelled while its host is looked up does not wait for the answer.
  SET(CURLOPT_QUICK_EXIT, 1L);
#endif
  SET(CURLOPT_FOLLOWLOCATION, 0L);
  SET(CURLOPT_SSL_VERIFYPEER, 1L);
  SET(CURLOPT_SSL_VERIFYHOST, 2L);
  SET(CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
  // A cancelled transfer closes its connection, and a paused one holds up nobody else's.
  SET(CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_1_1);
  SET(CURLOPT_HTTP09_ALLOWED, 0L);
  SET(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
  SET(CURLOPT_NOSIGNAL, 1L);
  SET(CURLOPT_NOPROGRESS, 1L);
  SET(CURLOPT_TCP_KEEPALIVE, 1L);
  SET(CURLOPT_BUFFERSIZE, 1L << 16);
  return CURLE_OK;
}

CURLcode ccurl_set_callbacks(
    CURL *handle, void *context, curl_write_callback head, curl_write_callback body,
    curl_opensocket_callback open_socket) {
  SET(CURLOPT_HEADERFUNCTION, head);
  SET(CURLOPT_HEADERDATA, context);
  SET(CURLOPT_WRITEFUNCTION, body);
  SET(CURLOPT_WRITEDATA, context);
  SET(CURLOPT_OPENSOCKETFUNCTION, open_socket);
  SET(CURLOPT_OPENSOCKETDATA, context);
  SET(CURLOPT_PRIVATE, context);
  return CURLE_OK;
}

CURLcode ccurl_set_long(CURL *handle, CURLoption option, long value) {
  return curl_easy_setopt(handle, option, value);
}

CURLcode ccurl_set_string(CURL *handle, CURLoption option, const char *value) {
  return curl_easy_setopt(handle, option, value);
}

CURLcode ccurl_set_list(CURL *handle, CURLoption option, struct curl_slist *value) {
  return curl_easy_setopt(handle, option, value);
}

CURLcode ccurl_set_error_buffer(CURL *handle, char *buffer) {
  return curl_easy_setopt(handle, CURLOPT_ERRORBUFFER, buffer);
}

CURLcode ccurl_set_request_body(CURL *handle, const void *bytes, size_t length) {
  // The length first: without it the copy would stop at a zero.
  SET(CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)length);
  SET(CURLOPT_COPYPOSTFIELDS, bytes);
  return CURLE_OK;
}

long ccurl_get_long(CURL *handle, CURLINFO info) {
  long value = 0;
  return curl_easy_getinfo(handle, info, &value) == CURLE_OK ? value : 0;
}

curl_off_t ccurl_get_offset(CURL *handle, CURLINFO info) {
  curl_off_t value = 0;
  return curl_easy_getinfo(handle, info, &value) == CURLE_OK ? value : 0;
}

const char *ccurl_get_string(CURL *handle, CURLINFO info) {
  const char *value = NULL;
  return curl_easy_getinfo(handle, info, &value) == CURLE_OK ? value : NULL;
}

bool ccurl_next_ended(CURLM *multi, CURL **handle, CURLcode *result) {
  int remaining = 0;
  for (CURLMsg *message; (message = curl_multi_info_read(multi, &remaining)) != NULL;) {
    if (message->msg != CURLMSG_DONE) continue;
    *handle = message->easy_handle;
    *result = message->data.result;
    return true;
  }
  return false;
}
