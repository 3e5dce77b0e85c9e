/** The lowest and the newest version of each generation of the MCP SDK. What they have alike is typed as the newest one. */
import * as client2 from '@modelcontextprotocol/client';
import * as clientStdio2 from '@modelcontextprotocol/client/stdio';
import * as client1 from '@modelcontextprotocol/sdk/client/index.js';
import * as stdio1 from '@modelcontextprotocol/sdk/client/stdio.js';
import * as http1 from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import * as memory1 from '@modelcontextprotocol/sdk/inMemory.js';
import * as server1 from '@modelcontextprotocol/sdk/server/mcp.js';
import * as httpServer1 from '@modelcontextprotocol/sdk/server/streamableHttp.js';
import * as types1 from '@modelcontextprotocol/sdk/types.js';
import * as server2 from '@modelcontextprotocol/server';
import * as lowestClient2 from 'mcp-client-2';
import * as lowestClientStdio2 from 'mcp-client-2/stdio';
import * as lowestClient1 from 'mcp-sdk-1/client/index.js';
import * as lowestStdio1 from 'mcp-sdk-1/client/stdio.js';
import * as lowestHttp1 from 'mcp-sdk-1/client/streamableHttp.js';
import * as lowestMemory1 from 'mcp-sdk-1/inMemory.js';
import * as lowestServer1 from 'mcp-sdk-1/server/mcp.js';
import * as lowestHttpServer1 from 'mcp-sdk-1/server/streamableHttp.js';
import * as lowestTypes1 from 'mcp-sdk-1/types.js';
import * as lowestServer2 from 'mcp-server-2';

const newest1 = {
  ...client1,
  ...stdio1,
  ...http1,
  ...memory1,
  ...server1,
  ...httpServer1,
  ...types1,
};
const lowest1 = {
  ...lowestClient1,
  ...lowestStdio1,
  ...lowestHttp1,
  ...lowestMemory1,
  ...lowestServer1,
  ...lowestHttpServer1,
  ...lowestTypes1,
};
const newest2 = { ...client2, ...clientStdio2, ...server2 };
const lowest2 = { ...lowestClient2, ...lowestClientStdio2, ...lowestServer2 };

/** `@modelcontextprotocol/sdk`. */
export const first = { '1.23': lowest1 as unknown as typeof newest1, '1.32': newest1 };
/** `@modelcontextprotocol/client` and `server`. */
export const second = { '2.0': lowest2 as unknown as typeof newest2, '2.4': newest2 };
