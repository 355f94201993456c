/** Rules about pointers (OBX-2 RP), as RULES: what the log says, and what ERR-7 says. */
export const POINTER_RULES = {
  'a pointer to a file is not followed': 'un pointeur vers un fichier n’est pas suivi',
  'an https address is expected': 'adresse https attendue : ni partage, ni fichier, ni autre protocole',
  'the address is not written plainly': 'adresse mal formée ou ambiguë',
  'this host is not allowed': 'hôte que la configuration de la source n’autorise pas',
  'the host leads to an address that is never called':
    'l’hôte mène à une adresse jamais appelée (locale, lien local, multidiffusion)',
  'too many pointers in one message': 'trop de pointeurs dans un message',
  'the host of the file does not answer as it should':
    'l’hôte du fichier ne répond pas pour le moment : à renvoyer plus tard',
  'the host does not give this file': 'l’hôte ne donne pas ce fichier (absent, interdit)',
  'no redirect is followed': 'l’hôte renvoie vers une autre adresse, qui n’est pas suivie',
  'the file comes compressed': 'l’hôte compresse le fichier sans que cela soit demandé',
  'the host does not tell where the file ends':
    'l’hôte n’annonce pas la longueur du fichier : une coupure serait invisible',
  'the file is empty': 'fichier vide',
  'the file is over the size limit': 'fichier trop grand',
  'the file is not of the kind that is told': 'le fichier n’est pas du genre annoncé',
  'a web page is taken only where RP-4 tells it': 'page HTML reçue alors que RP-4 ne l’annonce pas',
  'the text is not in the charset that is told': 'texte d’un autre jeu de caractères que celui annoncé',
} as const;

export type PointerRule = keyof typeof POINTER_RULES;
