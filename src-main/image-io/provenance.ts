/**
 * @file Writes into an XMP packet what made a picture, and keeps everything else that is in it. Engine process.
 *
 * `Iptc4xmpExt:DigitalSourceType` takes a term of IPTC's vocabulary (cv.iptc.org/newscodes/digitalsourcetype): a photograph
 * that a trained network worked on is a composite with trained algorithmic media, one that only algorithms worked on is algorithmically enhanced. Software, recipe and models go into one
 * entry of `xmpMM:History` (XMP specification, part 2). It has no time, so that the same work gives the same bytes.
 */
import { DOMParser, type Document, type Element, XMLSerializer } from '@xmldom/xmldom';
import type { Provenance } from '../../src-shared/provenance.ts';

const spaces = {
  rdf: 'http://www.w3.org/1999/02/22-rdf-syntax-ns#',
  Iptc4xmpExt: 'http://iptc.org/std/Iptc4xmpExt/2008-02-29/',
  xmpMM: 'http://ns.adobe.com/xap/1.0/mm/',
  stEvt: 'http://ns.adobe.com/xap/1.0/sType/ResourceEvent#',
} as const;
type Prefix = keyof typeof spaces;

export const digitalSourceType = ({ trained }: Pick<Provenance, 'trained'>): string =>
  `http://cv.iptc.org/newscodes/digitalsourcetype/${trained ? 'compositeWithTrainedAlgorithmicMedia' : 'algorithmicallyEnhanced'}`;

const empty = `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="${spaces.rdf}"/></x:xmpmeta>`;
const [begin, end] = ['<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>', '<?xpacket end="w"?>'];

/** `packet` is the XMP that the picture has; null where it is no XMP at all, which then stays as it is. */
export function withProvenance(packet: string | undefined, provenance: Provenance): string | null {
  const parsed = parse(packet ? bare(packet) : empty);
  const rdf = parsed?.getElementsByTagNameNS(spaces.rdf, 'RDF')[0];
  if (!parsed || !rdf) return null;
  removeProperty(rdf, 'Iptc4xmpExt', 'DigitalSourceType');
  const description = make(parsed, 'rdf', 'Description');
  setAttribute(description, 'rdf', 'about', '');
  const source = make(parsed, 'Iptc4xmpExt', 'DigitalSourceType');
  source.appendChild(parsed.createTextNode(digitalSourceType(provenance)));
  description.appendChild(source);
  historyOf(parsed, rdf, description).appendChild(entryOf(parsed, provenance));
  rdf.appendChild(description);
  return `${begin}\n${new XMLSerializer().serializeToString(parsed)}\n${end}`;
}

const bare = (packet: string): string => packet.replace(/<\?xpacket[^>]*\?>/g, '').replace(/^\ufeff/, '').trim();

function parse(xml: string): Document | null {
  try {
    return new DOMParser({ onError: (level, message) => { if (level !== 'warning') throw new Error(message); } }).parseFromString(xml, 'text/xml');
  } catch {
    return null;
  }
}

const make = (document: Document, prefix: Prefix, name: string): Element => document.createElementNS(spaces[prefix], `${prefix}:${name}`);

function setAttribute(element: Element, prefix: Prefix, name: string, value: string): void {
  element.setAttributeNS(spaces[prefix], `${prefix}:${name}`, value);
}

/** XMP writes a simple property as an element or as an attribute. */
function removeProperty(rdf: Element, prefix: Prefix, name: string): void {
  for (const element of [...rdf.getElementsByTagNameNS(spaces[prefix], name)]) element.parentNode?.removeChild(element);
  for (const description of rdf.getElementsByTagNameNS(spaces.rdf, 'Description')) description.removeAttributeNS(spaces[prefix], name);
}

/** The list of the packet's history; a new one goes into `description`. */
function historyOf(document: Document, rdf: Element, description: Element): Element {
  const [existing] = rdf.getElementsByTagNameNS(spaces.xmpMM, 'History');
  const list = existing?.getElementsByTagNameNS(spaces.rdf, 'Seq')[0];
  if (list) return list;
  const made = make(document, 'rdf', 'Seq');
  const history = existing ?? make(document, 'xmpMM', 'History');
  history.appendChild(made);
  if (!existing) description.appendChild(history);
  return made;
}

function entryOf(document: Document, { software, recipe, models }: Provenance): Element {
  const entry = make(document, 'rdf', 'li');
  setAttribute(entry, 'stEvt', 'action', 'edited');
  setAttribute(entry, 'stEvt', 'softwareAgent', software);
  setAttribute(entry, 'stEvt', 'parameters', `recipe: ${recipe}${models.length > 0 ? `; models: ${models.join(', ')}` : ''}`);
  return entry;
}
