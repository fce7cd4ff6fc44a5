import { classifyTable, groupTables, tableLabel, tableTitle, titleOfName } from '../names';
import { customTable, nativeTable } from './tables';

describe('table names', () => {
  it.each([
    [
      'amazon_security_lake_table_us_east_1_cloud_trail_mgmt_2_0',
      'CLOUD_TRAIL_MGMT',
      2,
      'us-east-1'
    ],
    ['amazon_security_lake_table_us_gov_west_1_vpc_flow_1_0', 'VPC_FLOW', 1, 'us-gov-west-1'],
    ['amazon_security_lake_table_ap_southeast_2_waf_2_0', 'WAF', 2, 'ap-southeast-2'],
    ['AMAZON_SECURITY_LAKE_TABLE_EU_WEST_1_ROUTE53_1_0', 'ROUTE53', 1, 'eu-west-1'],
    ['amazon_security_lake_table_eu_west_1_ext_windows_sysmon', 'CUSTOM', null, 'eu-west-1'],
    ['amazon_security_lake_table_eu_west_1_vpc_flow_3_0', 'VPC_FLOW', null, 'eu-west-1'],
    ['amazon_security_lake_table_eu_west_1_something_new_2_0', 'UNKNOWN', null, 'eu-west-1'],
    ['cloudtrail_logs', 'UNKNOWN', null, '']
  ])('%s is %s, version %s, of %s', (name, source, version, region) => {
    expect(classifyTable(name)).toMatchObject({ source, version, region });
  });

  it('lets the columns decide where they contradict the name', () => {
    const renamed = customTable('amazon_security_lake_table_us_east_1_vpc_flow_2_0', [
      ['time', 'bigint'],
      ['eventday', 'string']
    ]);
    expect(renamed.version).toBe(1);
  });

  it('have human titles with the version', () => {
    expect(titleOfName('amazon_security_lake_table_us_east_1_vpc_flow_1_0')).toBe('VPC Flow · v1');
    expect(titleOfName('my_logs')).toBe('my_logs');
    expect(tableTitle(nativeTable('cloud_trail_mgmt_2_0'))).toBe('CloudTrail management · v2');
    expect(
      tableTitle(customTable('amazon_security_lake_table_us_east_1_ext_windows_sysmon', []))
    ).toBe('windows sysmon');
    expect(
      tableLabel(customTable('amazon_security_lake_table_us_east_1_waf_3_0', [])).version
    ).toBe('version 3.0 (not known)');
  });

  it('group by source, newest version first, others last', () => {
    const tables = ['vpc_flow_1_0', 'vpc_flow_2_0', 'cloud_trail_mgmt_1_0'].map(nativeTable);
    const groups = groupTables([customTable('else', []), ...tables]);
    expect(groups.map(entry => entry.group)).toEqual([
      'CloudTrail management',
      'VPC Flow',
      'Other tables'
    ]);
    expect(groups[1].tables.map(table => table.version)).toEqual([2, 1]);
  });
});
