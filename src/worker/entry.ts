/** The worker's own file: puts the engine behind comlink. */
import { expose } from 'comlink';
import { createApi } from './api.ts';
import { createAtlas } from './world.ts';

expose(createApi(createAtlas()));
