// swift-tools-version: 6.3
import PackageDescription

/// Settings shared by every Swift target.
let house: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),  // SE-0335
    .enableUpcomingFeature("InternalImportsByDefault"),  // SE-0409
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),  // SE-0461
    .enableUpcomingFeature("InferIsolatedConformances"),  // SE-0470
    .enableUpcomingFeature("ImmutableWeakCaptures"),  // SE-0481
    .treatAllWarnings(as: .error),
]

/// The pure modules are optimised in debug builds too: the tests drive them over millions of inputs.
let fast: [SwiftSetting] = [.unsafeFlags(["-O"], .when(configuration: .debug))]

/// The pure modules also refuse unmarked unsafe code (SE-0458), and members of modules that a file does not import (SE-0444).
///
/// Where the C library is used the latter would depend on chance: glibc's structures belong to whichever module read their
/// header first.
let pure: [SwiftSetting] =
    house + [.enableUpcomingFeature("MemberImportVisibility"), .strictMemorySafety()] + fast

let package = Package(
    name: "synology-chatgpt",
    products: [
        .library(name: "Wire", targets: ["Wire"]),
        .library(name: "SynoWire", targets: ["SynoWire"]),
        .library(name: "OpenAIWire", targets: ["OpenAIWire"]),
        .library(name: "Tokenizer", targets: ["Tokenizer"]),
        .library(name: "Bot", targets: ["Bot"]),
        .library(name: "HTTPServer", targets: ["HTTPServer"]),
        .executable(name: "synology-chatgpt", targets: ["synology-chatgpt"]),
    ],
    targets: [
        // The pure modules: values in, values out; no Foundation, no I/O, no clock.
        .target(name: "Wire", swiftSettings: pure),
        .target(name: "SynoWire", dependencies: ["Wire"], swiftSettings: pure),
        .target(name: "OpenAIWire", dependencies: ["Wire"], swiftSettings: pure),
        .target(name: "CVocabulary"),
        .target(name: "CClassMasks"),
        .target(
            name: "Tokenizer",
            dependencies: ["CVocabulary", "CClassMasks"],
            exclude: ["README.md"],
            swiftSettings: pure
        ),
        .target(name: "Bot", dependencies: ["Wire", "SynoWire", "OpenAIWire", "Tokenizer"], swiftSettings: pure),

        // The shell: sockets, libcurl, SQLite, files.
        .systemLibrary(name: "CLinux"),
        // What old kernels and old container engines lack.
        .target(name: "CStart"),
        .systemLibrary(name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),
        .systemLibrary(name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
        // The clocks, and the system's words for its errors.
        .target(name: "Platform", swiftSettings: house),
        .target(name: "HTTPServer", dependencies: ["Wire", "Platform", "CLinux"], swiftSettings: house),
        .target(name: "HTTPClient", dependencies: ["Platform", "CCurl"], swiftSettings: house),
        .target(
            name: "Simulator",
            dependencies: ["Wire", "SynoWire", "Tokenizer", "Platform", "HTTPServer", "HTTPClient"],
            swiftSettings: house
        ),
        .target(name: "CSpecs"),
        .target(
            name: "Conformance",
            dependencies: ["Wire", "SynoWire", "OpenAIWire", "Tokenizer", "HTTPClient", "CSpecs"],
            swiftSettings: house + fast
        ),
        // Everything that is kept: SQL is written here and nowhere else.
        .target(name: "Store", dependencies: ["Wire", "Bot", "Platform", "CLinux", "CSQLite"], swiftSettings: house),
        // The bot's service: router, turns, posts, model exchange, file work, log.
        .target(
            name: "Service",
            dependencies: ["Wire", "SynoWire", "OpenAIWire", "Bot", "Platform", "Store", "HTTPServer", "HTTPClient"],
            swiftSettings: house
        ),
        .target(
            name: "App",
            dependencies: [
                "Wire", "SynoWire", "Tokenizer", "Bot", "Platform", "HTTPClient", "Simulator", "Conformance", "Store",
                "Service", "CLinux", "CStart",
            ],
            swiftSettings: house
        ),
        .executableTarget(
            name: "synology-chatgpt",
            dependencies: ["App"],
            swiftSettings: house,
            // CStart's, for libcrypto to bind to.
            linkerSettings: [.unsafeFlags(["-Xlinker", "--export-dynamic-symbol=getentropy"])]
        ),

        .target(name: "TestSupport", path: "Tests/TestSupport", swiftSettings: house),
        // A VFS and an allocator of SQLite that fail on demand.
        .target(name: "FaultDisk", dependencies: ["CSQLite"], path: "Tests/FaultDisk"),
        // An allocator of libcurl that fails on demand.
        .target(name: "FaultCurl", dependencies: ["CCurl"], path: "Tests/FaultCurl"),
        .testTarget(name: "WireTests", dependencies: ["Wire", "TestSupport"], swiftSettings: house),
        .testTarget(name: "SynoWireTests", dependencies: ["Wire", "SynoWire", "TestSupport"], swiftSettings: house),
        .testTarget(
            name: "OpenAIWireTests",
            dependencies: ["Wire", "OpenAIWire", "TestSupport"],
            swiftSettings: house
        ),
        .testTarget(
            name: "TokenizerTests",
            dependencies: ["Tokenizer", "CVocabulary", "CClassMasks", "Wire", "TestSupport"],
            swiftSettings: house + fast  // the naive twin is driven as far as the tokenizer
        ),
        .testTarget(
            name: "BotTests",
            dependencies: ["Wire", "SynoWire", "OpenAIWire", "Tokenizer", "Bot", "TestSupport"],
            swiftSettings: house
        ),
        .testTarget(
            name: "HTTPServerTests",
            dependencies: ["Wire", "HTTPServer", "TestSupport"],
            swiftSettings: house
        ),
        .testTarget(
            name: "HTTPClientTests",
            dependencies: ["Wire", "HTTPServer", "HTTPClient", "TestSupport", "FaultCurl"],
            swiftSettings: house
        ),
        .testTarget(
            name: "SimulatorTests",
            dependencies: ["Wire", "SynoWire", "HTTPServer", "HTTPClient", "Simulator", "TestSupport"],
            swiftSettings: house
        ),
        .testTarget(
            name: "ConformanceTests",
            dependencies: [
                "Wire", "SynoWire", "OpenAIWire", "HTTPClient", "Simulator", "Conformance", "TestSupport",
            ],
            swiftSettings: house
        ),
        // What the tests of store, service and program share.
        .target(
            name: "ServiceSupport",
            dependencies: ["Wire", "SynoWire", "Bot", "HTTPClient", "Simulator", "Store", "Service", "TestSupport"],
            path: "Tests/ServiceSupport",
            swiftSettings: house
        ),
        .testTarget(
            name: "StoreTests",
            dependencies: ["Wire", "SynoWire", "Bot", "Store", "ServiceSupport", "TestSupport"],
            swiftSettings: house
        ),
        .testTarget(
            name: "ServiceTests",
            dependencies: [
                "Wire", "SynoWire", "OpenAIWire", "Bot", "Platform", "HTTPClient", "Simulator", "Store", "Service",
                "CSQLite", "ServiceSupport", "TestSupport", "FaultDisk",
            ],
            swiftSettings: house
        ),
        .testTarget(
            name: "AppTests",
            dependencies: [
                "Wire", "SynoWire", "Bot", "HTTPServer", "HTTPClient", "Simulator", "Conformance", "Store", "Service",
                "App", "CStart", "ServiceSupport", "TestSupport",
            ],
            swiftSettings: house
        ),
        .testTarget(name: "SpecTests", dependencies: ["Wire", "TestSupport"], swiftSettings: house),
    ],
    swiftLanguageModes: [.v6],
    cLanguageStandard: .gnu2x
)
