// swift-tools-version: 6.3
import PackageDescription

/// What a target may import.
let modules = ["Wire", "SynoWire", "OpenAIWire", "Tokenizer"]

// Every target is one file whose first line states what must hold for any bytes. Scripts/fuzz/run.sh builds and runs them all.
let package = Package(
    name: "Fuzz",
    dependencies: [.package(name: "synology-chatgpt", path: "..")],
    targets: [
        "FuzzJSON", "FuzzForm", "FuzzServerSentEvents", "FuzzHTTP1", "FuzzSynoWire", "FuzzOpenAIWire", "FuzzTokenizer",
    ].map { name in
        .executableTarget(
            name: name,
            dependencies: modules.map { .product(name: $0, package: "synology-chatgpt") }
        )
    },
    swiftLanguageModes: [.v6]
)
