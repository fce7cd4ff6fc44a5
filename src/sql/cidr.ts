/** Whether a text is a network in CIDR form, version 4 or 6, as Trino's `contains` takes it. */
export function isCidr(text: string): boolean {
  const slash = text.lastIndexOf('/');
  if (slash < 0 || !/^\d{1,3}$/.test(text.slice(slash + 1))) {
    return false;
  }
  const address = text.slice(0, slash);
  const bits = Number(text.slice(slash + 1));
  return isIpv4(address) ? bits <= 32 : isIpv6(address) && bits <= 128;
}

function isIpv4(text: string): boolean {
  const parts = text.split('.');
  return parts.length === 4 && parts.every(p => /^(0|[1-9]\d{0,2})$/.test(p) && Number(p) <= 255);
}

function isIpv6(text: string): boolean {
  const halves = text.split('::');
  if (halves.length > 2) {
    return false;
  }
  const groups = halves.flatMap(half => (half === '' ? [] : half.split(':')));
  const whole = halves.length === 1 ? groups.length === 8 : groups.length < 8;
  return whole && groups.every(group => /^[0-9a-f]{1,4}$/i.test(group));
}
