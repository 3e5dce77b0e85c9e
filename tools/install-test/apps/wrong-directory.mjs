// Names a folder with addons that does not exist, and goes on.
import { NodeSDK } from '@otel-native/sdk';

try {
  new NodeSDK({ addonDirectory: '/there/is/no/such/folder' }).start();
} catch ({ code, message }) {
  console.log(JSON.stringify({ code, message }));
}
