import Router from '@koa/router';
import Koa from 'koa';

const app = new Koa();
app.silent = true;

app.use(async function identify(context, next) {
  context.state.customer = context.get('x-customer') || 'guest';
  await next();
});

const router = new Router();
router.get('/items/:id', (context) => {
  if (context.params.id === 'none') throw new Error('there is no such item');
  context.body = { id: context.params.id, price: 3 };
});
router.get('/orders/:id', async (context) => {
  const { port } = server.address();
  const item = await fetch(`http://127.0.0.1:${port}/items/${context.params.id}`);
  if (!item.ok) context.throw(404);
  context.body = { customer: context.state.customer, item: await item.json() };
});
app.use(router.routes());

const server = app.listen(Number(process.env.PORT ?? 0), '127.0.0.1', () => {
  console.log(`listening on http://127.0.0.1:${server.address().port}`);
});
