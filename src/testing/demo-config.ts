import type { IServerConfig } from '../analysis/types';

/** What the server says of a demo lake. */
export const DEMO_CONFIG: IServerConfig = {
  version: '0.1.0',
  backend: 'local',
  demo: true,
  region: 'us-east-1',
  workgroup: 'primary',
  catalog: 'AwsDataCatalog',
  databases: [],
  reason: 'Queries run on the demo lake.',
  ready: true
};
