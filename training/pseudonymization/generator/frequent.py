"""Frequent French names by common knowledge (written here, with accents), the most frequent first."""

MEN = """Jean Pierre Michel André Philippe Louis René Alain Jacques Bernard Marcel Daniel Roger Robert Paul Claude Christian Henri Nicolas Georges Gérard Maurice Patrick Lucas Julien Thomas Hugo Alexandre David François Laurent Guy Raymond Frédéric Sébastien Éric Pascal
Jean-Pierre Thierry Olivier Joseph Christophe Antoine Maxime Stéphane Romain Julien Vincent Guillaume Kévin Anthony Mathieu Clément Bruno Didier Serge Gilbert Francis Lucien Fernand Léon Émile Albert Gaston Yves Dominique Jean-Claude Jean-Paul Jean-Marc Jean-Luc Jean-Michel Jean-François
Jean-Louis Jean-Marie Jean-Jacques Marc Denis Gilles Hervé Franck Fabrice Jérôme Benjamin Arnaud Cédric Ludovic Damien Florian Quentin Adrien Baptiste Valentin Théo Nathan Enzo Léo Gabriel Raphaël Arthur Jules Adam Noah Ethan Mathis Tom Sacha Liam Aaron Eliott Axel Samuel Martin Simon
Victor Gustave Augustin Ernest Eugène Edmond Raoul Armand Auguste Alfred Charles Édouard Félix Ferdinand Hector Jérémy Grégory Xavier Rémi Rémy Fabien Mickaël Michaël Yann Yannick Ronan Loïc Gaël Erwan Tanguy Corentin Tristan Gauthier Bastien Dylan Jordan Steven Bryan Logan
Mohamed Ahmed Ali Karim Rachid Mustapha Youssef Abdelkader Brahim Omar Hassan Saïd Farid Kamel Mehdi Yanis Rayan Ibrahim Ousmane Mamadou Moussa Cheikh Amadou Boubacar Ismaël Bilal Nabil Samir Sofiane Walid Hakim Djamel Malik Nassim
António Manuel José Carlos Luis João Fernando Joaquim Francisco Giuseppe Salvatore Antonio Giovanni Mario Luigi Stanislas Casimir Wladislaw Piotr Andrzej Dimitri Sergueï Igor Vladimir Nguyen Van Minh Duc Hieu Chen Wei Li Mehmet Mustafa Hasan Emre Kemal Rui Paulo
Amaury Aymeric Barnabé Barthélemy Basile Cyprien Cyril Côme Désiré Émilien Étienne Evan Fabio Firmin Gaspard Ghislain Honoré Isidore Joël Joris Justin Kilian Lambert Lilian Lionel Lorenzo Marceau Marius Maël Melchior Milan Nathanaël Noël Norbert Octave Oscar Pacôme Régis Roland Ruben Séverin
Sylvain Théodore Théophile Timothée Titouan Ulysse Urbain Valère Victorien Yohan Zacharie Abel Achille Aimé Alban Anatole Ange Anselme Aristide Arsène Bertrand Benoît Blaise Boris Brice Camille Claudius Clotaire Constant Cyrille Donatien Edgar Elie Elouan Emmanuel Fulbert Geoffroy Germain Gildas Gontran
Hilaire Hubert Hyacinthe Ignace Jocelyn Johan Jonathan Juste Kenzo Lazare Léandre Léonard Léopold Loup Luc Mathurin Max Maximilien Modeste Narcisse Nino Odilon Pascal Prosper Quentin Raymond Renaud Richard Rodolphe Rodrigue Roméo Rosaire Stéphan Teddy Thibault Thibaut Tiago Toussaint Tony Ugo Wilfried William Yvan Yvon"""

WOMEN = """Marie Jeanne Françoise Monique Catherine Nathalie Isabelle Jacqueline Anne Sylvie Martine Madeleine Nicole Suzanne Hélène Christine Marguerite Denise Louise Christiane Yvonne Valérie Sophie Sandrine Stéphanie Céline Véronique Chantal Annie Germaine Simone Geneviève Thérèse Marcelle Lucie Odette
Léa Manon Chloé Camille Emma Julie Marine Laura Pauline Mathilde Sarah Océane Charlotte Anaïs Justine Clara Inès Lola Jade Louna Alice Lina Zoé Juliette Agathe Margaux Eva Lucile Élise Léonie Romane Ambre Rose Anna Mila Julia Nina Éléonore Elsa Jeannine Ginette Colette Paulette Raymonde Huguette Josette Lucienne
Andrée Renée Gisèle Solange Yvette Bernadette Brigitte Danielle Michèle Évelyne Dominique Corinne Patricia Laurence Florence Karine Delphine Virginie Aurélie Émilie Élodie Mélanie Caroline Amandine Audrey Laetitia Vanessa Jennifer Jessica Alexandra Marion Morgane Noémie Coralie Fanny Gaëlle Ophélie Estelle Sabrina Magali
Muriel Carole Agnès Claire Cécile Élisabeth Béatrice Pascale Fabienne Joëlle Nadine Ghislaine Liliane Micheline Arlette Éliane Mireille Josiane Claudine Annick Marie-Claude Marie-Thérèse Marie-Christine Marie-France Marie-Hélène Marie-Josée Marie-Louise Marie-Laure Marie-Pierre Anne-Marie Anne-Sophie Anne-Laure Marie-Ange
Fatima Khadija Aïcha Yamina Fatiha Zohra Malika Nadia Samira Leïla Naïma Rachida Zineb Yasmine Inaya Amina Houria Djamila Kheira Aminata Fatoumata Mariam Awa Aïssatou Ndèye Khady Rokia Oumou Salimata Hawa Bintou Maria Ana Rosa Carmen Dolores Conceição Lurdes Fernanda Lucia Giulia Francesca Paola Giovanna
Thi Linh Mai Hoa Mei Xin Katarzyna Agnieszka Danuta Zofia Irina Svetlana Olga Natacha Ludmila Ayşe Fatma Emine Elif Sevda Rania Hanane Soraya Warda Adèle Adeline Alberte Albane Alix Aline Apolline Armelle Astrid Aude Augustine Aurore Axelle Bérengère Berthe Blanche Capucine Cassandre Célestine Clarisse
Clémence Clémentine Clotilde Constance Cyrielle Daphné Diane Dorothée Edith Édith Églantine Elvire Émeline Emmanuelle Ernestine Esther Eugénie Eulalie Fernande Fleur Flavie Gabrielle Garance Georgette Gilberte Gwenaëlle Gwendoline Héloïse Henriette Hermine Honorine Hortense Ida Irène Iris Jacinthe Joséphine Judith
Léontine Lilou Line Lise Lison Lorraine Ludivine Lydie Maëlle Maëlys Maryse Maryvonne Mauricette Mélissa Mélina Mya Myriam Nolwenn Odile Olympe Pélagie Perrine Philomène Pierrette Prune Rachel Raphaëlle Régine Reine Rolande Rosalie Roselyne Roxane Sidonie Soizic Soline Solène Sonia Tatiana Tiphaine Valentine Victoire
Victorine Violette Viviane Yolande Zélie Zélia Zita"""

# The twenty most common words among the surnames stay in: context has to carry.
LAST = """Martin Bernard Thomas Petit Robert Richard Durand Dubois Moreau Laurent Simon Michel Lefebvre Lefèvre Leroy Roux David Bertrand Morel Fournier Girard Bonnet Dupont Lambert Fontaine Rousseau Vincent Muller Faure André Mercier Blanc Guérin Boyer Garnier Chevalier François Legrand Gauthier Garcia Perrin Robin Clément Morin
Nicolas Henry Roussel Mathieu Gautier Masson Marchand Duval Denis Dumont Marie Lemaire Noël Meyer Dufour Meunier Brun Blanchard Giraud Joly Rivière Lucas Brunet Gaillard Barbier Arnaud Martinez Gérard Roche Renard Schmitt Roy Leroux Colin Vidal Caron Picard Roger Fabre Aubert Lemoine Renaud Dumas Lacroix Olivier Philippe
Bourgeois Pierre Benoit Rey Leclerc Payet Rolland Leclercq Guillaume Lecomte Lopez Jean Dupuy Guillot Hubert Berger Carpentier Sanchez Dupuis Moulin Louis Deschamps Huet Vasseur Perez Boucher Fleury Royer Klein Jacquet Adam Paris Poirier Marty Aubry Guyot Carré Charles Renault Charpentier Ménard Maillard Baron Bertin Bailly
Hervé Schneider Fernandez Le Gall Collet Léger Bouvier Julien Prévost Millet Perrot Daniel Le Roux Cousin Germain Breton Besson Langlois Rémy Le Goff Pelletier Lévêque Perrier Leblanc Barré Lebrun Marchal Weber Mallet Hamon Boulanger Jacob Monnier Michaud Rodriguez Guichard Gillet Étienne Grondin Poulain Tessier Chevallier
Collin Chauvin Da Silva Bouchet Gay Lemaître Bénard Maréchal Humbert Reynaud Antoine Hoarau Perret Barthélemy Cordier Pichon Lejeune Gilbert Lamy Delaunay Pasquier Carlier Laporte Gros Buisson Ruiz Vallée Pons Blot Besnard Fischer Devaux Weiss Chartier Bigot Masse Charrier Allard Briand Camus Tanguy Bazin Rocher Verdier
Bousquet Navarro Raynaud Lebon Lagarde Texier Lelièvre Barbe Hebert Mas Jourdan Delattre Cohen Guillou Seguin Lombard Boutin Regnier Turpin Ferrand Bonneau Gomez Martins Valentin Launay Georges Delmas Thibault Cochet Vaillant Marion Merle Lacombe Grand Pages Rossi Salmon Sauvage Coulon Toussaint Maury Costa Favre Valette
Imbert Diallo Traoré Coulibaly Diarra Keïta Camara Sow Ba Diop Ndiaye Fall Sy Cissé Touré Konaté Koné Sissoko Bah Barry Baldé Benali Bouzid Haddad Saidi Hamidi Belkacem Cherif Mansouri Ziani Amrani El Amrani El Idrissi Ait Ahmed Ben Salah Ben Youssef Boukhari Chaouch Khelifi Slimani Zerrouki Nguyen Tran Pham Le Huynh Vo
Dang Bui Ferreira Dos Santos Pereira Rodrigues Fernandes Gonçalves Lopes De Sousa Teixeira Ribeiro Carvalho Marques Kowalski Nowak Wisniewski Lewandowski Kaczmarek Zielinski Ivanov Petrov Yilmaz Kaya Demir Öztürk Çelik Arslan Chen Wang Zhang Wu Liu Hoareau Fontaine Dijoux Boyer Techer Lebreton Riviere Maillot Virapin Ramassamy
Le Bihan Le Guen Le Corre Le Floch Kerdraon Kermarrec Quéméneur Guivarch Abgrall Tréguer Cariou Daniélou Mével Etchegaray Etcheverry Haristoy Iribarne Bidegain Casanova Santoni Leca Mattei Paoli Ottavi Colonna Schwartz Zimmermann Kieffer Hoffmann Wagner Keller Schaeffer Klein Becker Mayer Kuntz Vandamme Vandenberghe Desmet Deprez
Delannoy Delporte Dewaele Lesage Wattel Duquesne Bourdon Lefort Lenoir Legros Leduc Comte Marquis Chapelle Forêt Dupré Duchêne Dubreuil Delacroix Delahaye Delamare Delatour Desjardins Deschanel Beaumont Clermont Chartres Toulouse Bordeaux Lyon Cambrai Verdun Bourges Soler Vigneron Boulanger Meunier Cuisinier Tailleur Couturier
Chasseur Berger Vacher Porcher Chevreau Loiseau Rossignol Pinson Corbeau Lecoq Poulet Lapin Lelong Petitjean Grandjean Bonhomme Bonnefoy Malherbe Boileau Boivin Taillefer Printemps Hiver Dimanche Janvier Mars Février Noël Pascal Vendredi Rosier Fleur Violette Olive Cerise Prune Poivre Sucre Tissot Fer Cuivre Argent Lor Pierre
Roche Montagne Vallon Rivière Ruisseau Fontaine Lac Mer Port Pont Tour Château Maison Grange Moulin Four Cave Porte Court Long Gras Maigre Roux Brun Blond Noir Vert Rouge Leblond Lerouge Sage Bon Mauvais Doux Fort Vif Gentil Joyeux Heureux Content Amour Courage Fidèle Constant Juste Clair Sombre Sain Douleur Soupir Bras Jambe Teste Coeur"""

MULTI = ("Le Gall", "Le Roux", "Le Goff", "Da Silva", "El Amrani", "El Idrissi", "Ait Ahmed", "Ben Salah", "Ben Youssef", "Dos Santos", "De Sousa", "Le Bihan", "Le Guen", "Le Corre", "Le Floch")
PARTICLES = ("de", "de", "de", "de La", "du", "des", "d'", "d'", "van", "van der", "von", "di", "da", "de la", "De", "De La", "Du", "D'", "Van", "Van den", "Le", "La", "L'", "El", "Ben", "Ould", "Mac", "O'", "Saint-", "St ")


def last_names() -> list[str]:
    source = LAST.replace("\n", " ")
    names = []
    for name in MULTI:
        if name in source:
            source = source.replace(name, name.replace(" ", "_"))
    for name in source.split():
        names.append(name.replace("_", " "))
    return list(dict.fromkeys(names))


def first_names(source: str) -> list[str]:
    return list(dict.fromkeys(source.split()))
