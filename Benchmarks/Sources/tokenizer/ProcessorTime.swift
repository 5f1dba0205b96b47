import Glibc

/// Seconds of processor time that a call takes, all threads of the process together.
func processorTime(_ body: () -> Void) -> Double {
    let begin = now()
    body()
    return now() - begin
}

private func now() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}

/// The middle of the values.
func median(_ values: [Double]) -> Double { values.sorted()[values.count / 2] }
