/**
 * An OpenID Connect provider on the real wire, for tests and journeys: discovery, authorization code with PKCE (S256),
 * token endpoint with a client secret, ID tokens signed RS256, keys as a JWK set. Accidents on demand.
 */
import { createHash, createSign, generateKeyPairSync, randomBytes } from "node:crypto";
import Fastify, { type FastifyInstance } from "fastify";

export type Person = { sub: string; email: string; email_verified?: boolean; name: string };
/** What goes wrong with the next ID tokens. */
export type Accidents = {
  key?: true;
  nonce?: true;
  audience?: true;
  issuer?: true;
  late?: true;
  /** Whoever is signed in there is not asked anything anew. */
  stale?: true;
  down?: true;
};
type Grant = { person: Person; nonce: string; challenge: string; redirectUri: string };

const CLIENT = { id: "quitus", secret: "un secret de fournisseur" };
const escaped = (text: string) =>
  text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");

/** One that knows some people; whoever arrives chooses who he is. @param issuer its address, known once it listens */
export function oidcProvider(people: Person[], issuer: () => string) {
  const keys = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const others = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const grants = new Map<string, Grant>();
  let accidents: Accidents = {};
  const plugin = async (app: FastifyInstance) => {
    app.addContentTypeParser(
      "application/x-www-form-urlencoded",
      { parseAs: "string" },
      (_request, body, done) => done(null, body),
    );
    app.addHook("onRequest", async (_request, reply) => {
      if (accidents.down) await reply.status(503).send("down");
    });
    app.get("/.well-known/openid-configuration", () => ({
      issuer: issuer(),
      authorization_endpoint: `${issuer()}/authorize`,
      token_endpoint: `${issuer()}/token`,
      jwks_uri: `${issuer()}/jwks`,
      response_types_supported: ["code"],
      subject_types_supported: ["public"],
      id_token_signing_alg_values_supported: ["RS256"],
      token_endpoint_auth_methods_supported: ["client_secret_post", "client_secret_basic"],
      code_challenge_methods_supported: ["S256"],
    }));
    app.get("/jwks", () => ({
      keys: [{ ...keys.publicKey.export({ format: "jwk" }), kid: "one", use: "sig", alg: "RS256" }],
    }));
    app.get("/authorize", (request, reply) => {
      const asked = request.query as Record<string, string>;
      if (
        asked["client_id"] !== CLIENT.id ||
        asked["response_type"] !== "code" ||
        asked["code_challenge_method"] !== "S256"
      )
        return reply.status(400).send("bad request");
      const links = people.map((person) => {
        const code = randomBytes(16).toString("hex");
        grants.set(code, {
          person,
          nonce: asked["nonce"] ?? "",
          challenge: asked["code_challenge"] ?? "",
          redirectUri: asked["redirect_uri"] ?? "",
        });
        const back = new URL(asked["redirect_uri"]!);
        back.searchParams.set("code", code);
        back.searchParams.set("state", asked["state"] ?? "");
        return `<p><a data-sub="${escaped(person.sub)}" href="${escaped(back.href)}">${escaped(person.name)}</a></p>`;
      });
      return reply
        .type("text/html")
        .send(`<!doctype html><title>Fournisseur</title><h1>Qui êtes-vous ?</h1>${links.join("")}`);
    });
    app.post("/token", (request, reply) => {
      const form = new URLSearchParams(String(request.body));
      const basic = Buffer.from(
        request.headers.authorization?.replace(/^Basic /, "") ?? "",
        "base64",
      ).toString();
      const [id, secret] = basic
        ? basic.split(":").map(decodeURIComponent)
        : [form.get("client_id"), form.get("client_secret")];
      if (id !== CLIENT.id || secret !== CLIENT.secret)
        return reply.status(401).send({ error: "invalid_client" });
      const code = form.get("code") ?? "";
      const grant = grants.get(code);
      grants.delete(code);
      const verifier = createHash("sha256")
        .update(form.get("code_verifier") ?? "")
        .digest("base64url");
      if (!grant || grant.challenge !== verifier || grant.redirectUri !== form.get("redirect_uri"))
        return reply.status(400).send({ error: "invalid_grant" });
      return {
        access_token: randomBytes(8).toString("hex"),
        token_type: "Bearer",
        expires_in: 300,
        id_token: idToken(grant),
      };
    });
    function idToken({ person, nonce }: Grant): string {
      const now = Math.floor(Date.now() / 1000) - (accidents.late ? 7200 : 0);
      const claims = {
        iss: accidents.issuer ? "https://elsewhere.example" : issuer(),
        aud: accidents.audience ? "somebody-else" : CLIENT.id,
        iat: now,
        exp: now + 300,
        nonce: accidents.nonce ? "another" : nonce,
        auth_time: now - (accidents.stale ? 3600 : 0),
        ...person,
      };
      const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
      const text = `${part({ alg: "RS256", typ: "JWT", kid: "one" })}.${part(claims)}`;
      const key = accidents.key ? others.privateKey : keys.privateKey;
      return `${text}.${createSign("sha256").update(text).sign(key).toString("base64url")}`;
    }
  };
  return {
    plugin,
    people,
    settings: () => ({
      label: "Compte de la mairie",
      issuer: issuer(),
      clientId: CLIENT.id,
      clientSecret: CLIENT.secret,
      enabled: true,
    }),
    go: (next: Accidents) => {
      accidents = next;
    },
  };
}

/** Starts one on this machine. */
export async function startOidcProvider(people: Person[]) {
  let issuer = "";
  const provider = oidcProvider(people, () => issuer);
  const app = Fastify({ forceCloseConnections: true });
  await app.register(provider.plugin);
  issuer = await app.listen({ port: 0, host: "127.0.0.1" });
  return {
    issuer,
    /** `host:port`, for OUTBOUND_HOSTS. */
    host: new URL(issuer).host,
    settings: provider.settings(),
    people,
    go: provider.go,
    close: () => app.close(),
  };
}
