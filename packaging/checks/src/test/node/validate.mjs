// Reads an array of manifests as JSON from the file FILE and says what is wrong with each by the models of Kubernetes
// and of the Prometheus operator in the folder MODELS: what is missing, of a wrong type or against a pattern.
// usage: node validate.mjs MODELS FILE
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

const [models, file] = process.argv.slice(2);

function source(apiVersion) {
  const operator = apiVersion.startsWith('monitoring.coreos.com/');
  const library = operator ? '@kubernetes-models/prometheus-operator' : 'kubernetes-models';
  return pathToFileURL(`${models}/${library}/${apiVersion}/index.js`).href;
}

let wrong = 0;
for (const manifest of JSON.parse(readFileSync(file, 'utf8'))) {
  const name = `${manifest.kind} ${manifest.metadata?.name}`;
  try {
    const library = await import(source(manifest.apiVersion));
    if (!library[manifest.kind]) {
      throw new Error(`no such kind in ${manifest.apiVersion}`);
    }
    new library[manifest.kind](manifest).validate();
  } catch (error) {
    wrong++;
    console.log(`${name}: ${error.message}`);
  }
}
process.exit(wrong === 0 ? 0 : 1);
