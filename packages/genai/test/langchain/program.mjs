import { FakeListChatModel } from '@langchain/core/utils/testing';

const model = new FakeListChatModel({ responses: ['Warm'] });
const { content } = await model.invoke('Is it warm?');
console.log(content);
