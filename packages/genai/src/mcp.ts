export { observeMcp, type McpTransport, type ObserveMcpOptions } from './mcp/observe-mcp';
export type * from './settings/entry-types';
