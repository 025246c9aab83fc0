import { expect, test } from 'vitest';
import { namespaceLabelErrors, namespacePolicy } from '../../src/api/pod-security/namespace.js';
import {
  type Policy,
  podSecurityMessage,
  podSecurityViolations,
  type Violation,
} from '../../src/api/pod-security/policy.js';
import { child, formatPath } from '../../src/kube/field-path.js';
import type { ObjectMeta, PodSpec } from '../../src/kube/types.generated.js';

const CLUSTER = { minor: 35, patch: 4 };
const PLACE = { metadataPath: child(undefined, 'metadata'), specPath: child(undefined, 'spec') };

const HARDENED = {
  allowPrivilegeEscalation: false,
  capabilities: { drop: ['ALL'] },
  runAsNonRoot: true,
  seccompProfile: { type: 'RuntimeDefault' },
};

function violations(policy: Policy, spec: PodSpec, metadata: ObjectMeta = {}): Violation[] {
  return podSecurityViolations(policy, CLUSTER, { ...PLACE, metadata, spec });
}

function summary(policy: Policy, spec: PodSpec, metadata: ObjectMeta = {}) {
  return violations(policy, spec, metadata).map(({ check, reason, detail, paths }) => ({
    check,
    text: `${reason} (${detail})`,
    paths: paths.map(formatPath),
  }));
}

const baseline = (version: Policy['version'] = 'latest'): Policy => ({ level: 'baseline', version });
const restricted = (version: Policy['version'] = 'latest'): Policy => ({ level: 'restricted', version });

const REFUSED: readonly (readonly [
  string,
  Policy,
  PodSpec,
  ObjectMeta,
  readonly (readonly [string, string, ...string[]])[],
])[] = [
  [
    'host namespaces',
    baseline(),
    { hostNetwork: true, hostPID: true, hostIPC: true, containers: [{ name: 'web' }] },
    {},
    [
      [
        'hostNamespaces',
        'host namespaces (hostNetwork=true, hostPID=true, hostIPC=true)',
        'spec.hostNetwork',
        'spec.hostPID',
        'spec.hostIPC',
      ],
    ],
  ],
  [
    'privileged init and ephemeral containers',
    baseline(),
    {
      initContainers: [{ name: 'setup', securityContext: { privileged: true } }],
      containers: [{ name: 'web' }],
      ephemeralContainers: [{ name: 'debug', securityContext: { privileged: true } }],
    },
    {},
    [
      [
        'privileged',
        'privileged (containers "setup", "debug" must not set securityContext.privileged=true)',
        'spec.initContainers[0].securityContext.privileged',
        'spec.ephemeralContainers[0].securityContext.privileged',
      ],
    ],
  ],
  [
    'capabilities and host ports',
    baseline(),
    {
      containers: [
        { name: 'web', securityContext: { capabilities: { add: ['CHOWN', 'NET_RAW', 'NET_ADMIN'] } } },
        {
          name: 'proxy',
          ports: [
            { containerPort: 80, hostPort: 80 },
            { containerPort: 1, hostPort: 0 },
          ],
        },
      ],
    },
    {},
    [
      [
        'capabilities_baseline',
        'non-default capabilities (container "web" must not include "NET_ADMIN", "NET_RAW" in securityContext.capabilities.add)',
        'spec.containers[0].securityContext.capabilities.add[1]',
        'spec.containers[0].securityContext.capabilities.add[2]',
      ],
      ['hostPorts', 'hostPort (container "proxy" uses hostPort 80)', 'spec.containers[1].ports[0].hostPort'],
    ],
  ],
  [
    'probe hosts from 1.34',
    baseline(34),
    {
      containers: [
        {
          name: 'web',
          livenessProbe: { httpGet: { port: 80, host: '127.0.0.1' } },
          lifecycle: { preStop: { tcpSocket: { port: 80, host: 'db' } } },
        },
      ],
    },
    {},
    [
      [
        'hostProbesAndHostLifecycle',
        'probe or lifecycle host (container "web" uses probe or lifecycle hosts "127.0.0.1", "db")',
        'spec.containers[0].livenessProbe.httpGet.host',
        'spec.containers[0].lifecycle.preStop.tcpSocket.host',
      ],
    ],
  ],
  [
    'AppArmor field and annotation',
    baseline(),
    { containers: [{ name: 'web', securityContext: { appArmorProfile: { type: 'Unconfined' } } }] },
    { annotations: { 'container.apparmor.security.beta.kubernetes.io/web': 'unconfined' } },
    [
      [
        'appArmorProfile',
        'forbidden AppArmor profiles (container "web" and annotation must not set AppArmor profile type to "Unconfined", "container.apparmor.security.beta.kubernetes.io/web="unconfined"")',
        'spec.containers[0].securityContext.appArmorProfile.type',
        'metadata.annotations[container.apparmor.security.beta.kubernetes.io/web]',
      ],
    ],
  ],
  [
    'SELinux type, user and role',
    baseline(30),
    {
      securityContext: { seLinuxOptions: { user: 'system_u', role: 'r' } },
      containers: [{ name: 'web', securityContext: { seLinuxOptions: { type: 'container_engine_t' } } }],
    },
    {},
    [
      [
        'seLinuxOptions',
        'seLinuxOptions (pod and container "web" set forbidden securityContext.seLinuxOptions: type "container_engine_t"; user may not be set; role may not be set)',
        'spec.securityContext.seLinuxOptions.user',
        'spec.securityContext.seLinuxOptions.role',
        'spec.containers[0].securityContext.seLinuxOptions.type',
      ],
    ],
  ],
  [
    'sysctls of a later version',
    baseline(31),
    { securityContext: { sysctls: [{ name: 'net.ipv4.tcp_rmem', value: '1' }] }, containers: [{ name: 'web' }] },
    {},
    [['sysctls', 'forbidden sysctls (net.ipv4.tcp_rmem)', 'spec.securityContext.sysctls[0].name']],
  ],
  [
    'host process and procMount',
    baseline(34),
    {
      hostUsers: false,
      securityContext: { windowsOptions: { hostProcess: true } },
      containers: [{ name: 'web', securityContext: { procMount: 'Unmasked' } }],
    },
    {},
    [
      [
        'procMount',
        'procMount (container "web" must not set securityContext.procMount to "Unmasked")',
        'spec.containers[0].securityContext.procMount',
      ],
      [
        'windowsHostProcess',
        'hostProcess (pod must not set securityContext.windowsOptions.hostProcess=true)',
        'spec.securityContext.windowsOptions.hostProcess',
      ],
    ],
  ],
  [
    'a bare pod, restricted',
    restricted(),
    { containers: [{ name: 'web' }], volumes: [{ name: 'logs', hostPath: { path: '/var/log' } }] },
    {},
    [
      [
        'allowPrivilegeEscalation',
        'allowPrivilegeEscalation != false (container "web" must set securityContext.allowPrivilegeEscalation=false)',
        'spec.containers[0].securityContext.allowPrivilegeEscalation',
      ],
      [
        'capabilities_restricted',
        'unrestricted capabilities (container "web" must set securityContext.capabilities.drop=["ALL"])',
        'spec.containers[0].securityContext.capabilities.drop',
      ],
      [
        'restrictedVolumes',
        'restricted volume types (volume "logs" uses restricted volume type "hostPath")',
        'spec.volumes[0].hostPath',
      ],
      [
        'runAsNonRoot',
        'runAsNonRoot != true (pod or container "web" must set securityContext.runAsNonRoot=true)',
        'spec.securityContext.runAsNonRoot',
        'spec.containers[0].securityContext.runAsNonRoot',
      ],
      [
        'seccompProfile_restricted',
        'seccompProfile (pod or container "web" must set securityContext.seccompProfile.type to "RuntimeDefault" or "Localhost")',
        'spec.securityContext.seccompProfile.type',
        'spec.containers[0].securityContext.seccompProfile.type',
      ],
    ],
  ],
  [
    'explicit root, restricted',
    restricted(),
    {
      securityContext: { runAsUser: 0, seccompProfile: { type: 'Unconfined' } },
      containers: [
        {
          name: 'web',
          securityContext: { ...HARDENED, runAsNonRoot: false, capabilities: { drop: ['ALL'], add: ['SETUID'] } },
        },
      ],
    },
    {},
    [
      [
        'capabilities_restricted',
        'unrestricted capabilities (container "web" must not include "SETUID" in securityContext.capabilities.add)',
        'spec.containers[0].securityContext.capabilities.add[0]',
      ],
      [
        'runAsNonRoot',
        'runAsNonRoot != true (container "web" must not set securityContext.runAsNonRoot=false)',
        'spec.containers[0].securityContext.runAsNonRoot',
      ],
      ['runAsUser', 'runAsUser=0 (pod must not set runAsUser=0)', 'spec.securityContext.runAsUser'],
      [
        'seccompProfile_restricted',
        'seccompProfile (pod must not set securityContext.seccompProfile.type to "Unconfined")',
        'spec.securityContext.seccompProfile.type',
      ],
    ],
  ],
  [
    'seccomp annotations before 1.19',
    baseline(18),
    { containers: [{ name: 'web' }] },
    { annotations: { 'seccomp.security.alpha.kubernetes.io/pod': 'unconfined' } },
    [
      [
        'seccompProfile_baseline',
        'seccompProfile (forbidden annotation seccomp.security.alpha.kubernetes.io/pod="unconfined")',
        'metadata.annotations[seccomp.security.alpha.kubernetes.io/pod]',
      ],
    ],
  ],
  [
    'a user namespace keeps procMount restricted',
    restricted(35),
    { hostUsers: false, containers: [{ name: 'web', securityContext: { ...HARDENED, procMount: 'Unmasked' } }] },
    {},
    [
      [
        'procMount_restricted',
        'procMount (container "web" must not set securityContext.procMount to "Unmasked")',
        'spec.containers[0].securityContext.procMount',
      ],
    ],
  ],
];

test.each(REFUSED)('refused: %s', (_name, policy, spec, metadata, expected) => {
  expect(summary(policy, spec, metadata)).toEqual(expected.map(([check, text, ...paths]) => ({ check, text, paths })));
});

const ALLOWED: readonly (readonly [string, Policy, PodSpec])[] = [
  ['anything when privileged', { level: 'privileged', version: 'latest' }, { hostNetwork: true }],
  ['a hardened pod', restricted(), { containers: [{ name: 'web', securityContext: HARDENED }] }],
  [
    'probe hosts before 1.34',
    baseline(33),
    { containers: [{ name: 'web', readinessProbe: { httpGet: { port: 1, host: 'a' } } }] },
  ],
  [
    'container_engine_t from 1.31',
    baseline(31),
    { securityContext: { seLinuxOptions: { type: 'container_engine_t' } } },
  ],
  ['a newer sysctl', baseline(32), { securityContext: { sysctls: [{ name: 'net.ipv4.tcp_rmem', value: '1' }] } }],
  [
    'unmasked /proc in a user namespace from 1.35',
    baseline(35),
    { hostUsers: false, containers: [{ name: 'web', securityContext: { procMount: 'Unmasked' } }] },
  ],
  [
    'root in a user namespace from 1.35',
    restricted(),
    {
      hostUsers: false,
      securityContext: { runAsUser: 0 },
      containers: [
        {
          name: 'web',
          securityContext: {
            allowPrivilegeEscalation: false,
            capabilities: { drop: ['ALL'] },
            seccompProfile: { type: 'Localhost' },
          },
        },
      ],
    },
  ],
  [
    'Windows without Linux fields',
    restricted(),
    { os: { name: 'windows' }, securityContext: { runAsNonRoot: true }, containers: [{ name: 'web' }] },
  ],
  [
    'every volume type of the level',
    restricted(),
    {
      volumes: [{ name: 'a', configMap: {} }, { name: 'b', image: {} }, { name: 'c', ephemeral: {} }, { name: 'd' }],
    },
  ],
];

test.each(ALLOWED)('allowed: %s', (_name, policy, spec) => {
  expect(summary(policy, spec)).toEqual([]);
});

test('a policy version beyond the cluster is read as the cluster', () => {
  const spec: PodSpec = { containers: [{ name: 'web', livenessProbe: { httpGet: { port: 80, host: 'a' } } }] };
  const at = (minor: number) =>
    podSecurityViolations(baseline(99), { minor, patch: 0 }, { ...PLACE, metadata: {}, spec }).map((v) => v.check);
  expect([at(33), at(34)]).toEqual([[], ['hostProbesAndHostLifecycle']]);
});

test('the message is the one of the server', () => {
  const policy = baseline(30);
  const found = violations(policy, { hostPID: true, volumes: [{ name: 'root', hostPath: { path: '/' } }] });
  expect(podSecurityMessage(policy, found)).toBe(
    'violates PodSecurity "baseline:v1.30": host namespaces (hostPID=true), hostPath volumes (volume "root")',
  );
});

const LABELS: readonly (readonly [string, Record<string, string>, Policy | undefined, readonly string[]])[] = [
  ['no labels', {}, undefined, []],
  ['level only', { enforce: 'baseline' }, baseline(), []],
  ['level and version', { enforce: 'restricted', 'enforce-version': 'v1.30' }, restricted(30), []],
  ['unknown level', { enforce: 'strict' }, restricted(), ['metadata.labels[pod-security.kubernetes.io/enforce]']],
  [
    'unknown version',
    { enforce: 'baseline', 'enforce-version': '1.30' },
    baseline(),
    ['metadata.labels[pod-security.kubernetes.io/enforce-version]'],
  ],
];

test.each(LABELS)('namespace labels: %s', (_name, labels, policy, refused) => {
  const entries = Object.entries(labels).map(([name, value]) => [`pod-security.kubernetes.io/${name}`, value]);
  const namespace = { metadata: { labels: Object.fromEntries(entries) } };
  expect(namespacePolicy(namespace, 'enforce')).toEqual(policy);
  expect(namespaceLabelErrors(namespace).map((error) => formatPath(error.path))).toEqual(refused);
});
