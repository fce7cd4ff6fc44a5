/** Address ranges that are never the internet: RFC 1918, shared (RFC 6598), link-local and unique local addresses. */
export const PRIVATE_NETWORKS = [
  '10.0.0.0/8',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '100.64.0.0/10',
  '169.254.0.0/16',
  'fc00::/7',
  'fe80::/10'
];
