/** The signals of Linux without those for real-time: supportedStopSignalsLinux in pkg/apis/core/validation/validation.go (Kubernetes 1.37). */
const SIGNALS: readonly string[] = [
  'ABRT', 'ALRM', 'BUS', 'CHLD', 'CLD', 'CONT', 'FPE', 'HUP', 'ILL', 'INT', 'IO', 'IOT', 'KILL', 'PIPE', 'POLL', 'PROF', 'PWR', 'QUIT', 'SEGV', 'STKFLT',
  'STOP', 'SYS', 'TERM', 'TRAP', 'TSTP', 'TTIN', 'TTOU', 'URG', 'USR1', 'USR2', 'VTALRM', 'WINCH', 'XCPU', 'XFSZ', 'RTMIN', 'RTMAX',
];

/** The signals for real-time, which are numbered from both ends. */
const REAL_TIME = /^SIG(RTMIN\+([1-9]|1[0-5])|RTMAX-([1-9]|1[0-4]))$/;

/** Whether a container can be stopped with a signal. @internal */
export function isStopSignal(signal: string): boolean {
  return REAL_TIME.test(signal) || (signal.startsWith('SIG') && SIGNALS.includes(signal.slice('SIG'.length)));
}
