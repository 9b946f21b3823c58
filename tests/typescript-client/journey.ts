// The journey from an API key to a video, by the client that openapi-typescript and openapi-fetch make of the served document.
// Usage: node journey.js ADDRESS KEY; prints the video's facts as JSON.
import createClient from 'openapi-fetch';
import type { paths } from './schema.js';

const [address, key] = process.argv.slice(2) as [string, string];
const api = createClient<paths>({ baseUrl: address, headers: { 'X-API-Key': key } });

/** The data of an answer; a failure ends the journey with what the server said. */
async function ok<T>(call: Promise<{ data?: T; error?: unknown; response: Response }>): Promise<T> {
  const { data, error, response } = await call;
  if (error !== undefined || data === undefined) throw new Error(`${response.url} answered ${response.status}: ${JSON.stringify(error)}`);
  return data;
}

async function follow(generationId: number) {
  for (;;) {
    const job = await ok(api.GET('/v1/generations/{generation_id}', { params: { path: { generation_id: generationId } } }));
    if (job.status === 'completed') return job;
    if (job.status === 'failed' || job.status === 'stopped') throw new Error(`Generation ${generationId} ${job.status}: ${job.failed_reason}`);
    await new Promise(resolve => setTimeout(resolve, 200));
  }
}

// Setup: who am I, and an agent with a brand.
const me = await ok(api.GET('/v1/me'));
const { agent } = await ok(api.POST('/v1/agents', { body: { agent: { name: `Made by TypeScript ${Date.now()}` } } }));
const agent_id = agent.id;
await ok(api.PATCH('/v1/agents/{agent_id}/core', { params: { path: { agent_id } }, body: { brand_name: 'Aurora Coffee', keywords: ['coffee'] } }));

// Convert: a template's whole sheet, and a small one of our own.
const templates = await ok(api.GET('/v1/templates/projects'));
const template = await ok(api.POST('/v1/templates/spreadsheets/{slug}/clone', { params: { path: { slug: templates[0]!.slug } }, body: { agent_id } }));
if (template.spreadsheet_rows.length !== 1) throw new Error('A cloned template has one row');
const { id: sheet_id } = await ok(api.POST('/v1/autocontentengine', { params: { query: { agent_id } }, body: { spreadsheet: { title: 'By a generated client' } } }));
const inSheet = { path: { sheet_id }, query: { agent_id } };
for (const [title, type] of [['Topic', 'text'], ['Picture', 'image']] as const)
  await ok(api.POST('/v1/autocontentengine/{sheet_id}/columns', { params: inSheet, body: { spreadsheet_column: { title, type } } }));
await ok(api.POST('/v1/autocontentengine/{sheet_id}/rows', { params: inSheet, body: {} }));
const sheet = await ok(api.GET('/v1/autocontentengine/{sheet_id}', { params: inSheet }));
const cell = (title: string) => {
  const column = sheet.spreadsheet_columns.find(c => c.title === title)!;
  return sheet.spreadsheet_rows[0]!.spreadsheet_cells.find(c => c.column_id === column.id)!.id;
};

// Edit: fill, generate, lay out.
await ok(api.PUT('/v1/autocontentengine/{sheet_id}/cells/mass_update', { params: inSheet, body: { cells: [{ id: cell('Topic'), value: 'morning coffee' }] } }));
const ordered = await ok(api.POST('/v1/autocontentengine/{sheet_id}/cells/{cell_id}/generate', {
  params: { path: { sheet_id, cell_id: cell('Picture') }, query: { agent_id }, header: { 'Idempotency-Key': crypto.randomUUID() } },
  body: { generation_type: 'image_from_text', data: { prompt: '{{Topic}}, warm light' } },
}));
const picture = await follow(ordered.generation_id);
const final = cell('Final Video');
const inCell = { path: { sheet_id, cell_id: final }, query: { agent_id } };
for (const [name, type, additional_attributes] of [
  ['Backdrop', 'image', { bind: 'Picture', durationInFrames: 15 }],
  ['Title', 'text', { bind: 'Topic', durationInFrames: 15 }],
] as const)
  await ok(api.POST('/v1/autocontentengine/{sheet_id}/cells/{cell_id}/layers', { params: inCell, body: { name, type, additional_attributes } }));

// Export: render and download.
const render = await ok(api.POST('/v1/autocontentengine/{sheet_id}/cells/{cell_id}/render', { params: inCell }));
const video = await follow(render.generation_id);
const bytes = await (await fetch(video.output_resources[0]!.url)).arrayBuffer();
console.log(JSON.stringify({ email: me.email, frames: (video.result as { frames: number }).frames, picture: picture.output_resources.length, bytes: bytes.byteLength }));
