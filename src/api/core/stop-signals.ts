// Signals that may end a container: pkg/apis/core/validation/validation.go, Kubernetes v1.35.4.

const REAL_TIME = [
  ...Array.from({ length: 15 }, (_, at) => `SIGRTMIN+${at + 1}`),
  ...Array.from({ length: 14 }, (_, at) => `SIGRTMAX-${at + 1}`),
];

/** Signals that a container on Linux may ask for, sorted. */
export const LINUX_STOP_SIGNALS: readonly string[] = [
  ...REAL_TIME,
  ...(
    'ABRT ALRM BUS CHLD CLD CONT FPE HUP ILL INT IO IOT KILL PIPE POLL PROF PWR QUIT RTMAX RTMIN SEGV STKFLT STOP SYS ' +
    'TERM TRAP TSTP TTIN TTOU URG USR1 USR2 VTALRM WINCH XCPU XFSZ'
  )
    .split(' ')
    .map((name) => `SIG${name}`),
].sort();

/** Signals that a container on Windows may ask for. */
export const WINDOWS_STOP_SIGNALS: readonly string[] = ['SIGKILL', 'SIGTERM'];
