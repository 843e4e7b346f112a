/** OpenAPI 3.1 from the contracts: the same declarations that validate every request. */
import { z } from "zod";
import { type Contract, isBinary, type Route } from "./route.ts";

type Json = Record<string, unknown>;

const problem = {
  description: "Problem (RFC 9457)",
  content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
};
const schemaOf = (shape: z.ZodType, io: "input" | "output"): Json => {
  const { $schema: _, ...schema } = z.toJSONSchema(shape, { io, unrepresentable: "any" }) as Json;
  return schema;
};

/** The document for all contracts, keyed by module. */
export function openapi(contracts: readonly { name: string; contract: Contract }[]): Json {
  const paths: Record<string, Json> = {};
  for (const { name, contract } of contracts) {
    for (const [id, route] of Object.entries(contract)) {
      const path = route.path.replace(/:(\w+)/g, "{$1}");
      paths[path] = { ...paths[path], [route.method.toLowerCase()]: operation(name, id, route) };
    }
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "Quitus",
      version: "1",
      description: "The extranet that a creditor opens to its customers.",
      license: { name: "MIT", identifier: "MIT" },
    },
    paths,
    components: {
      securitySchemes: {
        session: { type: "apiKey", in: "cookie", name: "quitus_session" },
        token: { type: "http", scheme: "bearer" },
      },
      schemas: {
        Problem: {
          type: "object",
          required: ["type", "title", "status", "code", "requestId"],
          properties: {
            type: { type: "string" },
            title: { type: "string" },
            status: { type: "integer" },
            code: { type: "string" },
            requestId: { type: "string" },
          },
        },
      },
    },
  };
}

function operation(module: string, id: string, route: Route): Json {
  return {
    operationId: id,
    tags: [module],
    summary: route.summary,
    ...(route.who === "anyone"
      ? { security: [] }
      : {
          security: route.who === "publisher" ? [{ token: [] }] : [{ session: [] }, { token: [] }],
          "x-who": route.who,
        }),
    parameters: [
      ...parameters(route, "params", "path"),
      ...parameters(route, "query", "query"),
      ...keyHeader(route),
      ...versionHeader(route),
    ],
    ...(route.body
      ? {
          requestBody: {
            required: true,
            content: isBinary(route.body)
              ? binaryContent(route.body.binary)
              : { "application/json": { schema: schemaOf(route.body, "input") } },
          },
        }
      : {}),
    responses: {
      200: {
        description: "OK",
        content: isBinary(route.response)
          ? binaryContent(route.response.binary)
          : { "application/json": { schema: schemaOf(route.response, "output") } },
      },
      default: problem,
    },
  };
}

const binaryContent = (types: readonly string[]): Json =>
  Object.fromEntries(types.map((type) => [type, { schema: { type: "string", contentMediaType: type } }]));

function parameters(route: Route, part: "params" | "query", place: "path" | "query"): Json[] {
  const shape = route[part];
  if (!shape) return [];
  const schema = schemaOf(shape, "input") as { properties?: Record<string, Json>; required?: string[] };
  return Object.entries(schema.properties ?? {}).map(([name, property]) => ({
    name,
    in: place,
    required: place === "path" || (schema.required ?? []).includes(name),
    schema: property,
  }));
}

const keyHeader = (route: Route): Json[] =>
  route.idempotent
    ? [{ name: "Idempotency-Key", in: "header", required: false, schema: { type: "string", maxLength: 100 } }]
    : [];

const versionHeader = (route: Route): Json[] =>
  route.state
    ? [
        {
          name: "If-Match",
          in: "header",
          required: false,
          description: `The ETag that ${route.state.of} answered: refused with 412 once somebody else changed it`,
          schema: { type: "string" },
        },
      ]
    : [];
