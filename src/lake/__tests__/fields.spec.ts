import { keyFields, resolveField, whyNotField } from '../fields';
import { pathTree, scalarPaths } from '../paths';
import { timeModel } from '../time';
import { customTable, nativeTable } from './tables';

describe('resolveField', () => {
  it('follows the change of meaning of uid between the versions', () => {
    expect(resolveField(nativeTable('cloud_trail_mgmt_1_0'), 'principal')?.path).toBe(
      'actor.user.uuid'
    );
    expect(resolveField(nativeTable('cloud_trail_mgmt_2_0'), 'principal')?.path).toBe(
      'actor.user.uid'
    );
    expect(resolveField(nativeTable('cloud_trail_mgmt_2_0'), 'principal_id')?.path).toBe(
      'actor.user.uid_alt'
    );
  });

  it('knows one name with another place in each source', () => {
    expect(resolveField(nativeTable('vpc_flow_2_0'), 'instance')?.path).toBe(
      'src_endpoint.instance_uid (outbound), dst_endpoint.instance_uid (inbound)'
    );
    expect(resolveField(nativeTable('route53_2_0'), 'instance')?.path).toBe(
      'src_endpoint.instance_uid'
    );
  });

  it('reads parameters of a request by their names', () => {
    expect(resolveField(nativeTable('cloud_trail_mgmt_2_0'), 'request:roleArn')?.source).toEqual({
      from: 'json',
      of: { from: 'path', path: 'api.request.data' },
      steps: ['roleArn']
    });
    expect(resolveField(nativeTable('cloud_trail_mgmt_1_0'), 'request:roleArn')?.path).toContain(
      "unmapped['requestParameters.roleArn']"
    );
    expect(resolveField(nativeTable('vpc_flow_2_0'), 'request:roleArn')).toBeNull();
  });

  it('takes any scalar path, whatever its case, and keys of maps', () => {
    const table = nativeTable('vpc_flow_2_0');
    expect(resolveField(table, 'Traffic.Bytes')).toMatchObject({
      path: 'traffic.bytes',
      type: 'bigint'
    });
    expect(resolveField(table, "unmapped['sublocation_id']")).toMatchObject({ type: 'string' });
  });

  it('says why a list, a map, a group or a missing field can not be used', () => {
    const table = nativeTable('sh_findings_2_0');
    for (const [path, word] of [
      ['resources', 'list'],
      ['unmapped', 'map'],
      ['compliance', 'group'],
      ['nothing.here', 'no field']
    ]) {
      expect(resolveField(table, path)).toBeNull();
      expect(whyNotField(table, path)).toContain(word);
    }
  });

  it('adapts to a column whose type differs from file to file', () => {
    const strings = customTable('amazon_security_lake_table_us_east_1_eks_audit_2_0', [
      ['time', 'bigint'],
      ['time_dt', 'timestamp'],
      ['actor', 'struct<user:struct<name:string,groups:array<string>>>']
    ]);
    expect(resolveField(strings, 'k8s_group')?.source).toEqual({
      from: 'element',
      path: 'actor.user.groups'
    });
    expect(resolveField(nativeTable('eks_audit_2_0'), 'k8s_group')?.source).toMatchObject({
      field: 'name'
    });
  });

  it('offers as keys only what has one value in a row', () => {
    const fields = keyFields(nativeTable('eks_audit_2_0'));
    expect(fields.map(field => field.name)).not.toContain('k8s_resources');
    expect(fields[0]).toMatchObject({ name: 'account', label: 'Account', logical: true });
    expect(fields.some(field => field.name === 'api.response.code')).toBe(true);
  });
});

describe('the tree of a table', () => {
  it('has its scalars as leaves, with dotted paths', () => {
    const table = customTable('x', [
      ['a', 'struct<b:struct<c:int>,d:array<string>>'],
      ['e', 'string']
    ]);
    expect(scalarPaths(table)).toEqual([
      { path: 'a.b.c', type: 'int' },
      { path: 'e', type: 'string' }
    ]);
    expect(pathTree(table)[0].children[1]).toMatchObject({
      path: 'a.d',
      kind: 'array',
      scalar: null
    });
  });
});

describe('timeModel', () => {
  it('prunes version 1 by eventday and version 2 by time_dt', () => {
    expect(timeModel(nativeTable('vpc_flow_1_0'))).toEqual({
      millis: { from: 'path', path: 'time' },
      partition: 'eventday'
    });
    expect(timeModel(nativeTable('vpc_flow_2_0'))?.partition).toBe('time_dt');
  });

  it('takes the timestamp of a custom source that has no epoch time', () => {
    const table = customTable(
      'amazon_security_lake_table_us_east_1_ext_x',
      [['event_time', 'timestamp']],
      [['eventday', 'string']]
    );
    expect(timeModel(table)).toEqual({
      millis: { from: 'millis', of: { from: 'path', path: 'event_time' } },
      partition: 'eventday'
    });
  });

  it('has none for a table without a time', () => {
    expect(timeModel(customTable('x', [['time', 'string']]))).toBeNull();
  });
});
