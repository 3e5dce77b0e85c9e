/** A message of the input: https://github.com/open-telemetry/semantic-conventions-genai, gen-ai-input-messages.json */
export interface InputMessage {
  /** `system`, `user`, `assistant`, `tool`, or the provider's own name for the role. */
  role: string;
  parts: MessagePart[];
  name?: string | undefined;
  [more: string]: unknown;
}

/** A message of the output, one for each choice. */
export interface OutputMessage extends InputMessage {
  /** @deprecated in the conventions: `finishReasons` of the result has them. */
  finish_reason?: string | undefined;
}

/** What a blob, file or URI holds: `image`, `video`, `audio`, `document`, or another. */
export type Modality = 'image' | 'video' | 'audio' | 'document' | (string & {});

export interface TextPart {
  type: 'text' | 'reasoning';
  content: string;
  [more: string]: unknown;
}

export interface ToolCallPart {
  type: 'tool_call';
  id?: string | undefined;
  name: string;
  /** An object. A text that holds JSON is parsed. */
  arguments?: unknown;
  [more: string]: unknown;
}

export interface ToolCallResponsePart {
  type: 'tool_call_response';
  id?: string | undefined;
  response: unknown;
  [more: string]: unknown;
}

/** Bytes inside a message. They are recorded only with the option `blobs: 'keep'`. */
export interface BlobPart {
  type: 'blob';
  mime_type?: string | undefined;
  modality: Modality;
  /** Base64, or bytes, which become base64. */
  content: string | Uint8Array;
  [more: string]: unknown;
}

export interface FilePart {
  type: 'file';
  mime_type?: string | undefined;
  modality: Modality;
  file_id: string;
  [more: string]: unknown;
}

export interface UriPart {
  type: 'uri';
  mime_type?: string | undefined;
  modality: Modality;
  /** A URI with the scheme `data:` is treated as a blob. */
  uri: string;
  [more: string]: unknown;
}

/** A part of another type: `server_tool_call`, `compaction`, those of providers. */
export interface OtherPart {
  type: string;
  [more: string]: unknown;
}

/** A part of a message: https://github.com/open-telemetry/semantic-conventions-genai, non-normative/models.py */
export type MessagePart =
  TextPart | ToolCallPart | ToolCallResponsePart | BlobPart | FilePart | UriPart | OtherPart;

/** A tool that the model may call: `type`, `name`, and for functions `description` and `parameters`. */
export interface ToolDefinition {
  type: string;
  name: string;
  [more: string]: unknown;
}

/** Content, or a function that returns it. The function is called only if the content is recorded. */
export type Content<Value> = Value | (() => Value | undefined);
