// The speed of the HTTP parser, and a server to point wrk at: http parse | serve PORT [LOOPS]
// Scripts/bench/http.sh runs both, with nginx in the same run.
import Glibc
import HTTPServer
import Wire

/// A message as Synology Chat posts it: the head's length is what counts.
let head = """
    POST /webhook HTTP/1.1\r
    Host: bot.local:8000\r
    User-Agent: synology-chat/1.0\r
    Accept: */*\r
    Content-Type: application/x-www-form-urlencoded\r
    Content-Length: 300\r
    \r

    """
let request = Array(head.utf8) + [UInt8](repeating: UInt8(ascii: "a"), count: 300)

func nanoseconds() -> Int {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return time.tv_sec * 1_000_000_000 + time.tv_nsec
}

/// The median time of one request over some rounds, fed in pieces of `size`.
func measure(_ bytes: [UInt8], size: Int) -> Double {
    let times = (0..<41).map { _ -> Double in
        let start = nanoseconds()
        var read = 0
        for _ in 0..<2000 {
            var parser = HTTPRequestParser()
            var position = 0
            while position < bytes.count {
                var piece = bytes[position..<min(position + size, bytes.count)]
                position += size
                if case .request(let request)? = try? parser.next(&piece) { read += request.headers.count }
            }
        }
        precondition(read > 0, "the request was not read")
        return Double(nanoseconds() - start) / 2000
    }
    return times.sorted()[times.count / 2]
}

let arguments = CommandLine.arguments.dropFirst()
switch arguments.first {
case "parse":
    let empty = Array("POST /webhook HTTP/1.1\r\nHost: bot.local:8000\r\nContent-Length: 0\r\n\r\n".utf8)
    print("a Synology request of \(request.count) bytes, whole: \(Int(measure(request, size: request.count))) ns")
    print("the same in single bytes: \(Int(measure(request, size: 1))) ns")
    print("a request of \(empty.count) bytes: \(Int(measure(empty, size: empty.count))) ns")
case "serve":
    let port = UInt16(arguments.dropFirst().first ?? "") ?? 18080
    let loops = Int(arguments.dropFirst(2).first ?? "") ?? 2
    let server = try HTTPServer(configuration: .init(hosts: ["127.0.0.1"], port: port, loops: loops)) { _, exchange in
        exchange.respond(HTTPResponse(status: 200, text: "hello world\n"))
    }
    server.start()
    while true { sleep(1000) }
default:
    print("usage: http parse | serve PORT [LOOPS]")
    exit(64)
}
