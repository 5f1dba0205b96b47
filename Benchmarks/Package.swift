// swift-tools-version: 6.3
import PackageDescription

// Measurements, apart from the project's own package so that a build of the bot needs none of this.
let package = Package(
    name: "Benchmarks",
    dependencies: [.package(name: "synology-chatgpt", path: "..")],
    targets: [
        // The codecs beside Foundation's JSONDecoder; Scripts/bench/codecs.sh adds the peers in Python.
        .executableTarget(name: "codecs", dependencies: [.product(name: "Wire", package: "synology-chatgpt")]),
        // The HTTP parser, and a server that Scripts/bench/http.sh points wrk at.
        .executableTarget(
            name: "http",
            dependencies: [
                .product(name: "Wire", package: "synology-chatgpt"),
                .product(name: "HTTPServer", package: "synology-chatgpt"),
            ]
        ),
        // The tokenizer; Scripts/bench/tokenizer.sh adds the peers in Python.
        .executableTarget(
            name: "tokenizer",
            dependencies: [
                .product(name: "Tokenizer", package: "synology-chatgpt"),
                .product(name: "Bot", package: "synology-chatgpt"),
            ]
        ),
        // What must take time in proportion to a text's length; Scripts/bench/linear.sh runs it.
        .executableTarget(
            name: "linear",
            dependencies: [
                .product(name: "Tokenizer", package: "synology-chatgpt"),
                .product(name: "Bot", package: "synology-chatgpt"),
            ]
        ),
        // The codecs as a filter, a case a line, for Scripts/compare/codec-peers.py.
        .executableTarget(name: "codec-lines", dependencies: [.product(name: "Wire", package: "synology-chatgpt")]),
    ],
    swiftLanguageModes: [.v6]
)
