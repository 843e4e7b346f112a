import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { FeedUnreadable, readFeed } from "./index.ts";

const from = { url: "https://journal.example/flux.xml" };
const read = (text: string) => readFeed(Buffer.from(text), from);
const rss = (items: string, head = "<title>Le Journal</title>") =>
  `<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel>${head}${items}</channel></rss>`;

describe("MSG-4 a feed", () => {
  it("in RSS 2.0", () => {
    const feed = read(
      rss(`<item><title>Marché de Noël</title><link>https://journal.example/noel</link>
        <pubDate>Mon, 16 Nov 2026 08:30:00 +0100</pubDate>
        <description><![CDATA[<p>Place de l&#8217;H&ocirc;tel&nbsp;de&nbsp;Ville,<br/>d&egrave;s 10 h.</p>]]></description></item>
        <item><title>Sans adresse</title></item>`),
    );
    expect(feed).toEqual({
      title: "Le Journal",
      items: [
        {
          title: "Marché de Noël",
          url: "https://journal.example/noel",
          at: "2026-11-16T07:30:00.000Z",
          summary: "Place de l’Hôtel de Ville, dès 10 h.",
        },
        { title: "Sans adresse", url: null, at: null, summary: "" },
      ],
    });
  });
  it("in Atom", () => {
    const feed = read(
      `<feed xmlns="http://www.w3.org/2005/Atom" xmlns:media="http://m.example"><title type="text">Ville</title><link rel="self" href="https://x.example/flux"/>
        <entry><title type="html">Eau &amp;amp; gaz</title><link rel="replies" href="https://x.example/c"/><link href="/eau"/>
        <updated>2026-11-01T10:00:00Z</updated><media:group><media:title>Non</media:title></media:group>
        <summary type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">Coupure <b>mardi</b></div></summary></entry></feed>`,
    );
    expect(feed).toEqual({
      title: "Ville",
      items: [
        {
          title: "Eau & gaz",
          url: "https://journal.example/eau",
          at: "2026-11-01T10:00:00.000Z",
          summary: "Coupure mardi",
        },
      ],
    });
  });
  it("in RSS 1.0, in Latin-1", () => {
    const text = `<?xml version="1.0" encoding="ISO-8859-1"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
      <channel><title>Été</title></channel><item><title>Fête</title><link>https://x.example/</link><dc:date>2026-07-14</dc:date></item></rdf:RDF>`;
    expect(readFeed(Buffer.from(text, "latin1"), from)).toMatchObject({
      title: "Été",
      items: [{ title: "Fête", at: "2026-07-14T00:00:00.000Z" }],
    });
    expect(() => readFeed(Buffer.from(text), { ...from, contentType: "text/xml; charset=martian" })).toThrow(
      FeedUnreadable,
    );
  });
  it("gives text only, and https addresses only", () => {
    const item = (link: string, title = "T", summary = "") =>
      read(
        rss(`<item><title>${title}</title><link>${link}</link><description>${summary}</description></item>`),
      ).items[0]!;
    for (const link of [
      "javascript:alert(1)",
      "http://x.example/",
      "data:text/html,x",
      "ftp://x/",
      "https://a:b@x.example/",
      "//[",
      "",
    ])
      expect(item(link).url, link).toBeNull();
    expect(item("/relatif").url).toBe("https://journal.example/relatif");
    const hostile =
      "&lt;img src=x onerror=alert(1)&gt;Bon&lt;script&gt;alert(2)&lt;/script&gt;jour &amp;lt;b&amp;gt; \u202e fin";
    expect(item("/a", hostile, hostile)).toMatchObject({
      title: "Bon jour <b> fin",
      summary: "Bon jour <b> fin",
    });
    expect([...item("/a", "mot ".repeat(200)).title].length).toBeLessThanOrEqual(160);
  });
  it("keeps twenty items", () => {
    expect(read(rss("<item><title>T</title></item>".repeat(500))).items).toHaveLength(20);
  });
  it.each([
    ["a document type", `<!DOCTYPE rss [<!ENTITY x "y">]>${rss("").slice(38)}`],
    [
      "a billion laughs",
      `<!DOCTYPE z [<!ENTITY a "${"x".repeat(100)}"><!ENTITY b "&a;&a;&a;">]><rss><channel><title>&b;</title></channel></rss>`,
    ],
    [
      "an outer entity",
      `<!DOCTYPE r [<!ENTITY f SYSTEM "file:///etc/passwd">]><rss><channel><title>&f;</title></channel></rss>`,
    ],
    ["an unknown entity", "<rss><channel><title>&nope;</title></channel></rss>"],
    ["a page", "<html><body>Not found</body></html>"],
    ["what is malformed", "<rss><channel></rss>"],
    ["what is cut", "<rss><channel><item><title>T"],
    ["nothing", ""],
    ["a depth", `<rss>${"<a>".repeat(100_000)}`],
  ])("refuses %s", (_, text) => {
    expect(() => read(text)).toThrow(FeedUnreadable);
  });
  it("answers hostile text in time, whatever it is", () => {
    const before = performance.now();
    for (const piece of ["<", "<script", "<!--", "&amp;", "&#x41;", " ", "<a ", "é"]) {
      const cdata = `<![CDATA[${piece.repeat(500_000 / piece.length)}]]>`;
      read(rss(`<item><title>${cdata}</title><description>${cdata}</description></item>`));
    }
    expect(performance.now() - before).toBeLessThan(4000);
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        expect(() => readFeed(bytes, from)).toThrow(FeedUnreadable);
      }),
      { numRuns: 100 },
    );
  });
});
