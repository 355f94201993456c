import { POINTER_RULES } from './pointers/pointer-rules.js';

/** Every rule a message can break: what the log says, and what ERR-7 says to the sender. No value ever. */
export const RULES = {
  'a required field is empty': 'champ obligatoire vide',
  'this message type is not taken': 'type de message non accepté',
  'this event is not taken': 'événement non accepté',
  'this version is not taken': 'version non acceptée',
  'P, T or D is expected': 'P, T ou D attendu',
  'a real patient is expected': 'patient réel attendu',
  'over the size limit': 'taille maximale dépassée',
  'the message could not be kept': 'enregistrement impossible pour le moment',
  'the patient segment is missing': 'segment patient absent',
  'one patient a message is expected': 'un seul patient attendu par message',
  'a patient identifier is required': 'identifiant du patient obligatoire',
  'not a date of the calendar': 'date inexistante ou mal formée',
  'not a date or time of the calendar': 'date ou heure inexistante ou mal formée',
  'no report is announced': 'aucun compte rendu annoncé (OBR)',
  'the document segment is missing': 'segment du document absent',
  'the document id is missing where the source is said to write it':
    'identifiant du document absent de l’endroit déclaré pour cette source',
  'the document type is required': 'type de document obligatoire',
  'the document is missing': 'document absent',
  'the report has no text': 'compte rendu sans texte',
  'no observation of type ED, TX, FT or ST': 'aucune observation de type ED, TX, FT ou ST',
  'measured results are not a report': 'des résultats chiffrés ne sont pas un compte rendu',
  ...POINTER_RULES,
  'Base64, Hex or A is expected': 'Base64, Hex ou A attendu',
  'base64 unreadable': 'base64 illisible',
  'the URL alphabet of base64 is not taken': 'alphabet URL du base64 (- et _) non accepté : + et / attendus',
  'hexadecimal unreadable': 'hexadécimal illisible',
  'this kind of file is not read': 'ce genre de fichier n’est pas lu',
  'a picture is taken where it is the whole document':
    'une image n’est acceptée que si elle est tout le document',
  'the text is neither UTF-8 nor of MSH-18': 'texte ni en UTF-8 ni dans le jeu de MSH-18',
  'this result status is not taken': 'statut de résultat non pris en charge',
  'not a code of table 0271': 'code absent de la table 0271',
  'event, ORC-1, OBX-11, OBR-25 and TXA-19 do not tell the same':
    'événement, ORC-1, OBX-11, OBR-25 et TXA-19 se contredisent',
  'a new document has no parent': 'un document initial n’a pas de document parent',
  'a replacement must name the version it replaces': 'la version remplacée doit être nommée',
  'a replacement or deletion must name its document':
    'un remplacement, un addendum, un changement de statut ou une suppression doit nommer son document',
  'two reports of one message have the same id': 'deux comptes rendus du message ont le même identifiant',
  'a stay identifier is required': 'identifiant du séjour obligatoire (PID-18 ou PV1-19)',
  'INSERT, UPDATE or CANCEL is expected': 'INSERT, UPDATE ou CANCEL attendu',
  'the event and ZBE-4 do not tell the same': 'l’événement et ZBE-4 se contredisent',
  'the segment of the identity that goes is missing': 'segment de l’identité absorbée absent',
  'one MRG a PID is expected': 'un seul MRG attendu par PID',
  'two patients are expected': 'deux patients attendus',
  'too many patients': 'trop de patients dans un message',
  'a patient number of the site is required': 'IPP obligatoire',
  'an identity is not merged into itself': 'une identité ne se fusionne pas avec elle-même',
  'the identity of PID-3 was merged into that of MRG-1 before':
    'l’identité de PID-3 a déjà été fusionnée dans celle de MRG-1',
  'the identity of MRG-1 was merged into a third one before':
    'l’identité de MRG-1 a déjà été fusionnée dans une troisième',
} as const;

export type Rule = keyof typeof RULES;
