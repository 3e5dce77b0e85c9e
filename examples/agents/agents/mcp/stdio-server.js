import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { observeMcp } from '@otel-native/genai/mcp';
import { createWeatherServer } from './weather-server.js';

await createWeatherServer().connect(observeMcp(new StdioServerTransport()));
