import Testing

@testable import HTTPClient

@Suite("The rules for URLs, addresses and secrets")
struct RuleTests {
  @Test(
    "A URL's parts",
    arguments: [
      ("http://LocalHost:8080/v1", "http", "localhost", 8080),
      ("https://huggingface.co/a/b", "https", "huggingface.co", 443),
      ("http://[::1]:11434/", "http", "::1", 11434), ("HTTP://127.0.0.1", "http", "127.0.0.1", 80),
    ])
  func parts(text: String, scheme: String, host: String, port: Int) throws {
    let url = try WebURL(text)
    #expect(url.scheme == scheme)
    #expect(url.host == host)
    #expect(url.port == port)
  }

  @Test(
    "What cannot be asked for",
    arguments: [
      ("", HTTPError.URLDefect.malformed), ("localhost:8080", .scheme), ("/v1/models", .malformed),
      ("http://", .malformed), ("http://host:99999/", .malformed), ("ftp://host/", .scheme),
      ("file:///etc/passwd", .scheme), ("http://me@host/", .credentials),
      ("http://me:secret@host/", .credentials), ("http://a\u{0}b/", .malformed),
      ("http://host/\r\nX: y", .malformed), ("http://[1/", .malformed),
    ])
  func defects(text: String, defect: HTTPError.URLDefect) {
    #expect(throws: defect) { try WebURL(text) }
  }

  @Test(
    "Which addresses are public",
    arguments: [
      ("8.8.8.8", true), ("1.1.1.1", true), ("172.32.0.1", true), ("100.128.0.1", true),
      ("10.0.0.1", false), ("127.0.0.1", false), ("127.255.0.9", false), ("0.0.0.0", false),
      ("169.254.169.254", false), ("172.16.0.1", false), ("172.31.255.255", false),
      ("192.168.1.1", false), ("100.64.0.1", false), ("224.0.0.1", false),
      ("255.255.255.255", false), ("198.18.0.1", false), ("2606:4700:4700::1111", true),
      ("::1", false), ("::", false), ("fe80::1", false), ("fc00::1", false), ("ff02::1", false),
      ("2001:db8::1", false), ("2001::1", false), ("::ffff:10.0.0.1", false),
      ("::ffff:8.8.8.8", true), ("64:ff9b::a00:1", false), ("64:ff9b::808:808", true),
      ("2002:a00:1::", false), ("2002:808:808::", true),
    ])
  func addresses(text: String, isPublic: Bool) throws {
    #expect(try #require(NetworkAddress(text)).isPublic == isPublic)
  }

  @Test(
    "What stays on this machine",
    arguments: [
      ("http://localhost/", true), ("http://a.localhost:1/", true), ("http://127.0.0.2/", true),
      ("http://[::1]/", true), ("http://[::ffff:127.0.0.1]/", true), ("http://0.0.0.0/", false),
      ("http://127.0.0.1.nip.io/", false), ("http://localhost.example/", false),
      ("http://192.168.0.1/", false),
    ])
  func loopback(text: String, isLoopback: Bool) throws {
    #expect(try WebURL(text).isLoopback == isLoopback)
  }

  @Test("A secret is in no description")
  func secrets() {
    let header = HTTPHeader.bearer("hf_secret")
    let request = HTTPRequest(url: "https://host/", headers: [header])
    var dumped = ""
    dump(request, to: &dumped)
    for text in [
      "\(header)", String(reflecting: header), "\(request)", String(reflecting: request), dumped,
      "\([header])", "\(HTTPHeaders([header]))",
    ] {
      #expect(!text.contains("hf_secret"))
      #expect(text.contains("***"))
    }
  }

  @Test("A public server may lead only to encrypted public ones")
  func publicRedirects() throws {
    let order = try HTTPClient().firstOrder(for: HTTPRequest(url: "https://hub.example/a"))
    let head = ResponseHead(status: 302, isFromPublicAddress: true)
    #expect(try order.redirected(to: "https://cdn.example/x", by: head).requiresPublicAddress)
    #expect(throws: HTTPError.invalidRedirect(.untrusted)) {
      try order.redirected(to: "https://cdn.example:8443/x", by: head)
    }
    #expect(throws: HTTPError.insecureRedirect(host: "hub.example")) {
      try order.redirected(to: "http://hub.example/x", by: head)
    }
    let ownHead = ResponseHead(status: 302, isFromPublicAddress: false)
    #expect(
      try !order.redirected(to: "https://cdn.example:8443/", by: ownHead).requiresPublicAddress)
  }

  @Test("A URL from remote data reaches no private address, whatever its name says")
  func remoteData() async throws {
    var request = HTTPRequest(url: "https://127.0.0.1/")
    request.isFromRemoteData = true
    await #expect(throws: HTTPError.forbiddenAddress(host: "127.0.0.1")) {
      try await HTTPClient(options: HTTPClientOptions(usesProxies: false)).send(request)
    }
    request.url = "http://127.0.0.1/"
    await #expect(throws: HTTPError.invalidURL(.untrusted)) {
      try await HTTPClient().send(request)
    }
  }

  @Test("Unencrypted connections leave this machine only when asked to, and without secrets")
  func insecure() throws {
    let headers = [HTTPHeader.bearer("t"), HTTPHeader("Accept", "*/*")]
    let request = HTTPRequest(url: "http://engine.example:8000/v1", headers: headers)
    #expect(throws: HTTPError.insecureURL(host: "engine.example")) {
      try HTTPClient().firstOrder(for: request)
    }
    let client = HTTPClient(options: HTTPClientOptions(allowsInsecureHTTP: true))
    #expect(try client.firstOrder(for: request).headers == [HTTPHeader("Accept", "*/*")])
    let own = HTTPRequest(url: "http://localhost:8000/v1", headers: headers)
    #expect(try HTTPClient().firstOrder(for: own).headers == headers)
  }
}
