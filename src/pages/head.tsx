import { useAddress } from './site.ts';

interface HeadProps {
  title: string;
  description: string;
  /** Path of the page inside the app, `/lessons/x/`. */
  path: string;
}

/** Title and description of a page; React puts them into the document's head. */
export function Head({ title, description, path }: HeadProps) {
  const address = useAddress(path);
  const full = `${title} · Drydock`;
  return (
    <>
      <title>{full}</title>
      <meta name="description" content={description} />
      <meta property="og:title" content={title} />
      <meta property="og:description" content={description} />
      <meta property="og:type" content="website" />
      {address.startsWith('http') && <meta property="og:url" content={address} />}
    </>
  );
}
